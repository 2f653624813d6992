/** `/api/overlay?turn=`: the network as this node knew it behind a turn. */
export interface OverlayShown {
  readonly turn: number;
  /** The state behind this turn is not known, and all else is empty. */
  readonly isKnown: boolean;
  readonly self: { readonly peer: string; readonly name: string; readonly role: string };
  readonly neighbours: readonly NeighbourShown[];
  /** Links that are no neighbours: being opened, asked, or parted from. */
  readonly others: readonly LinkShown[];
  /** Of a seed node: whom it lists. */
  readonly leads: readonly LeadShown[];
  readonly moreLeads: number;
  /** Who says that they are there, with those they say they are linked to. */
  readonly present: readonly PresentShown[];
  readonly morePresent: number;
  /** Of what is for everybody, since the start. */
  readonly counts: Readonly<Record<string, number>>;
}

export interface LinkShown {
  readonly link: string;
  readonly peer: string;
  readonly name: string;
  readonly address: string;
  readonly inbound: boolean;
  readonly state: string;
  readonly purpose: string;
}

export interface NeighbourShown extends LinkShown {
  readonly pinned: boolean;
  /** It is sent what is for everybody at once: a branch of the tree. Others are told that it is there to be had. */
  readonly eager: boolean;
  readonly rttMs: number | null;
}

export interface LeadShown {
  readonly peer: string;
  readonly name: string;
  readonly address: string;
  readonly verified: boolean;
}

export interface PresentShown {
  readonly peer: string;
  readonly name: string;
  readonly linked: readonly string[];
}
