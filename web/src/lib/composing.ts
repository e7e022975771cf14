/** What the key event of an input method that composes says of itself in browsers that no longer call it composing. */
const KEY_OF_INPUT_METHOD = 229;

/** Whether a key belongs to an input method: its Enter takes over what it composes, and asks for nothing. */
export function isComposing({
  isComposing,
  keyCode,
}: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  return isComposing || keyCode === KEY_OF_INPUT_METHOD;
}
