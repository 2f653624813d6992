/**
 * What a node may be called: one word that people can see and type, and that can mean nothing else. What
 * a peer calls itself otherwise is no name: it could be shown as somebody else's id, address or words.
 */
export function isNodeName(text: string): boolean {
  return /^[^\s:@\p{C}][^\s:\p{C}]*$/u.test(text) && !/^\d+$/.test(text);
}
