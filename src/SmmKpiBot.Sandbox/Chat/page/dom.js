// Small helpers to build elements; texts are always text, never HTML.
export function element(tag, options = {}, ...children) {
  const { className, text, ...attributes } = options;
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== null && value !== false) node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.filter(child => child !== null && child !== undefined));
  return node;
}

export const byId = id => document.getElementById(id);

const tints = ['#4f46e5', '#0d9488', '#c2410c', '#667085', '#be185d', '#0369a1', '#7c3aed', '#b45309'];
export const tintOf = id => tints[Math.abs(id) % tints.length];

export function avatar(name, id, small) {
  // A name in quotation marks says more than the word before it: Крамниця «Льон».
  const letter = [...(/«(.)/.exec(name)?.[1] ?? name)][0] ?? '?';
  const node = element('span', { className: small ? 'avatar small' : 'avatar', text: letter.toUpperCase(), 'aria-hidden': 'true' });
  node.style.setProperty('--tint', tintOf(id));
  return node;
}

let toastTimer;
export function toast(text) {
  const node = byId('toast');
  node.textContent = text;
  node.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { node.hidden = true; }, 3500);
}
