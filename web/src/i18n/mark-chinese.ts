/** What a plan says is Chinese whatever the language of the page: voices and glyphs are chosen by `lang`. */

const CHINESE = 'zh-CN';
const HAN = /\p{Script=Han}/u;

/** Marks the Chinese texts below `root`, now and whenever one comes or changes, until told to stop. */
export function markChinese(root: HTMLElement): () => void {
  const marked = new WeakSet<Element>();
  const mark = ({ parentElement: around }: Text) => {
    if (!around) {
      return;
    }
    const isChinese = [...around.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && HAN.test(node.nodeValue ?? ''),
    );
    if (isChinese && around.closest('body [lang]') === null) {
      around.setAttribute('lang', CHINESE);
      marked.add(around);
    } else if (!isChinese && marked.has(around)) {
      around.removeAttribute('lang');
      marked.delete(around);
    }
  };
  const markBelow = (node: Node) => {
    if (node instanceof Text) {
      mark(node);
      return;
    }
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      mark(texts.currentNode as Text);
    }
  };
  markBelow(root);
  const observer = new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      if (target instanceof Text) {
        mark(target);
      }
      for (const node of addedNodes) {
        markBelow(node);
      }
    }
  });
  observer.observe(root, { subtree: true, childList: true, characterData: true });
  return () => observer.disconnect();
}
