// The content security policy is in force where this is called: it forbids what makes code of text.

export function assertPolicy() {
  try {
    new Function("");
  } catch {
    return;
  }
  throw new Error("the content security policy is not in force: code is made of text");
}
