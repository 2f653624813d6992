/** Who a node is, whatever its address: 52 characters of lower-case base32 (256 bits). */
export type PeerId = string;

export const PEER_ID_LENGTH = 52;
export const PEER_ID_PATTERN = /^[a-z2-7]{52}$/;

/** Which life of a node this is: the boot counter gives the order, the nonce tells two apart. */
export interface Instance {
  readonly boot: number;
  readonly nonce: number;
}
