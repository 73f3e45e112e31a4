// Fetches the cases, as run-vectors.js takes them.

export async function fetchCases() {
  const response = await fetch("/data/cases.json");
  if (!response.ok) throw new Error(`/data/cases.json: ${response.status}`);
  return response.json();
}
