// The page's own server. Every change goes by POST with a header that no other site can send.
async function answer(response) {
  const body = await response.json();
  if (!response.ok) throw new Error(body.error ?? response.statusText);
  return body;
}

export const get = async path => answer(await fetch(path));

export const post = async (path, body) => answer(await fetch(path, {
  method: 'POST',
  headers: { 'X-Sandbox': '1', ...(body instanceof FormData ? {} : { 'Content-Type': 'application/json' }) },
  body: body instanceof FormData ? body : JSON.stringify(body),
}));

export function listen(onChange, onState) {
  const events = new EventSource('/api/events');
  events.onmessage = event => onChange(JSON.parse(event.data));
  events.onopen = () => onState(true);
  events.onerror = () => onState(false);
}
