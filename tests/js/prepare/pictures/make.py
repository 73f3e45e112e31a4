"""Draws the pictures that browsers cannot encode themselves, by Pillow 13.0.0, into this folder."""

from pathlib import Path

from PIL import Image, ImageDraw, PngImagePlugin

HERE = Path(__file__).parent
SIZE = (640, 400)


def picture(mode="RGB", size=SIZE):
    """Four quarters in four colours, and a line of print."""
    width, height = size
    image = Image.new(mode, size, (240, 240, 240, 255)[: len(mode)])
    draw = ImageDraw.Draw(image)
    for at, colour in [((0, 0), "#c03030"), ((1, 0), "#30a030"), ((0, 1), "#3040c0"), ((1, 1), "#d0b020")]:
        x, y = at[0] * width // 2, at[1] * height // 2
        draw.rectangle((x + 20, y + 20, x + width // 2 - 20, y + height // 2 - 20), fill=colour)
    draw.text((40, 40), "SPECIMEN<<NETVERIFY<<0123456789", fill="white")
    return image


def see_through():
    image = picture("RGBA")
    ImageDraw.Draw(image).rectangle((0, 0, SIZE[0] // 2, SIZE[1]), fill=(0, 0, 0, 0))
    return image


def exif(orientation=1):
    data = Image.Exif()
    data[0x010F] = "Camera of somebody"
    data[0x0112] = orientation
    gps = data.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (52.0, 31.0, 12.0), "E", (13.0, 24.0, 18.0)
    return data


def text():
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "Somebody")
    info.add_text("Comment", "Somebody's words, deflated", zip=True)
    info.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta/>")
    return info


def save(image, name, **options):
    image.save(HERE / name, **options)


frames = [picture().rotate(angle) for angle in (0, 90)]
save(picture(), "lossy.avif", quality=50)
save(see_through(), "alpha.avif", quality=50)
save(picture(), "metadata.avif", quality=50, exif=exif().tobytes())
save(picture(), "lossy.webp", quality=60)
save(picture(size=(9000, 500)), "wide.webp", quality=10)
save(picture(), "lossless.webp", lossless=True)
save(see_through(), "alpha.webp", lossless=True)
save(picture(), "metadata.webp", quality=60, exif=exif().tobytes(), xmp=b"<x:xmpmeta/>")
save(frames[0], "animated.webp", save_all=True, append_images=frames[1:], quality=60)
save(picture().quantize(16), "palette.gif")
save(see_through().quantize(16), "transparent.gif", transparency=0)
save(frames[0], "animated.gif", save_all=True, append_images=frames[1:])
save(picture().quantize(16), "palette.png", bits=4)
save(picture(), "metadata.png", pnginfo=text(), exif=exif(6).tobytes(), dpi=(300, 300))
save(picture(), "metadata.jpg", quality=70, exif=exif(6).tobytes(), xmp=b"<x:xmpmeta/>", comment=b"Somebody's words", dpi=(300, 300))
save(picture(), "progressive.jpg", quality=70, progressive=True, subsampling=0)
save(picture().convert("CMYK"), "cmyk.jpg", quality=70)
