/**
 * The few styles that antd still makes at run time (scroll locks, the width of scroll bars), as sheets that a script
 * constructs: the policy of the page allows these and forbids style elements. What cssinjs would make, variables and the
 * styles of components, is in antd.css and is dropped here. The names are those of the module that this replaces.
 */

/** How cssinjs marks what it makes. */
const OF_CSSINJS = 'data-css-hash';

interface Sheet {
  sheet: CSSStyleSheet;
  /** Stands for the style element that the caller wants to label; it is never part of the document. */
  label: HTMLStyleElement;
}

const sheets = new Map<string, Sheet>();

export function updateCSS(css: string, key: string, options: { mark?: string } = {}): HTMLStyleElement {
  if (options.mark === OF_CSSINJS) {
    return document.createElement('style');
  }
  let known = sheets.get(key);
  if (!known) {
    known = { sheet: new CSSStyleSheet(), label: document.createElement('style') };
    sheets.set(key, known);
    document.adoptedStyleSheets.push(known.sheet);
  }
  known.sheet.replaceSync(css);
  return known.label;
}

export function injectCSS(css: string, options: { mark?: string } = {}): HTMLStyleElement {
  return updateCSS(css, css, options);
}

export function removeCSS(key: string): void {
  const known = sheets.get(key);
  if (known) {
    sheets.delete(key);
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== known.sheet);
  }
}

export function clearContainerCache(): void {}
