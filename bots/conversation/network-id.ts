/** With what the ids of conversations begin that are held on the Bot Framework's networks. */
export const networkMark = 'bf-';

/** Whether a conversation is held on a network of the Bot Framework, whatever form its words have there; the others are Direct Line's. */
export function isOnNetwork(id: string): boolean {
  return id.startsWith(networkMark);
}
