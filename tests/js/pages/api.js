// What an entry of the package and its companion for servers export; the slim entry has both.

export async function loadApi(entry) {
  const [rules, http] = await Promise.all([import(entry), import(entry.replace("/index.js", "/http.js"))]);
  return { ...rules, ...http };
}
