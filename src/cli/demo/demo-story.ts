import type { Why } from '../../node/why/why.ts';
import type { NodeEvent } from '../../node/telling/node-event.ts';
import { dispute, replies, reunion, rumourOf } from './demo-script.ts';
import type { Player } from './player.ts';

export interface Stage {
  /** Resolves once all that was told can have been read. */
  readonly scene: (title: string) => Promise<void>;
  /** The same, without a new scene. */
  readonly pause: () => Promise<void>;
}

/** Where it is on tape why somebody was lost. */
export interface LossOnTape {
  readonly by: string;
  readonly of: string;
  readonly turn: number;
}

/**
 * The demo, from the first start to the last goodbye. The players stand in a ring. Each step waits for
 * the events that make the next one possible, so that every run tells the same, however fast it is.
 */
export class DemoStory {
  /** Those that have arrived. */
  texts = 0;
  loss: LossOnTape | null = null;
  readonly #players: readonly Player[];
  readonly #stage: Stage;

  constructor(players: readonly Player[], stage: Stage) {
    this.#players = players;
    this.#stage = stage;
  }

  async play(): Promise<void> {
    const [alice, bob] = this.#players as readonly [Player, Player];
    const { scene } = this.#stage;
    await scene(`${this.#players.length} nodes start, each with a key of its own`);
    for (const player of this.#players) await player.start();
    await scene('they connect: links are encrypted, and each end shows whose key it has');
    await this.#connectAll();
    await scene('they chat: a rumour goes round, and "delivered" means that the other has it');
    await this.#chat();
    await scene(`${bob.name} is killed, without a word to anybody`);
    await this.#kill(bob);
    await scene(`${alice.name} asks: why ${bob.name}?`);
    await this.#lookUp(alice, bob);
    await scene(`${bob.name} comes back: the same key, so the same id`);
    await this.#comeBack(bob, alice);
    const leaver = this.#players.length === 2 ? alice : this.#players.at(-1)!;
    await scene(`${leaver.name} leaves politely, and the others after it`);
    await this.#leave(leaver);
    await this.#stage.pause();
    for (const player of this.#players) if (player !== leaver) await player.leave();
    await this.#stage.pause();
  }

  async #connectAll(): Promise<void> {
    const [alice] = this.#players as readonly [Player];
    for (const [index, player] of this.#players.entries()) {
      if (index > 0) await connect(player, this.#players[index - 1]!);
    }
    if (this.#players.length > 2) await connect(alice, this.#players.at(-1)!);
  }

  async #chat(): Promise<void> {
    const [alice] = this.#players as readonly [Player];
    for (const [index, player] of this.#players.entries()) {
      const next = this.#players[index + 1] ?? alice;
      await this.#say(player, next, rumourOf(index));
      const reply = replies[index];
      if (reply !== undefined && next !== alice) await this.#say(next, player, reply);
    }
    const last = this.#players.at(-1)!;
    await this.#say(alice, last, dispute.alice);
    await this.#say(last, alice, dispute.last);
    await this.#say(alice, last, dispute.end);
  }

  async #say(from: Player, to: Player, text: string): Promise<void> {
    await Promise.all([
      from.node.send(to.node.id, text),
      from.sees(({ event }) => event === 'delivered'),
      to.sees((event) => event.event === 'message' && event.from === from.node.id),
    ]);
    this.texts += 1;
    await this.#stage.pause();
  }

  async #kill(victim: Player): Promise<void> {
    const { id } = victim.node;
    await Promise.all([
      ...this.#neighboursOf(victim).map((each) => each.sees(isGone(id))),
      victim.leave({ atOnce: true }),
    ]);
  }

  async #lookUp(asker: Player, lost: Player): Promise<void> {
    const { ok, result } = await asker.node.obey({ command: 'why', peer: lost.node.id }, 'why');
    const { turn } = (ok ? result : { turn: null }) as Pick<Why, 'turn'>;
    if (turn !== null) this.loss = { by: asker.name, of: lost.name, turn };
  }

  async #comeBack(player: Player, friend: Player): Promise<void> {
    await player.start();
    for (const neighbour of this.#neighboursOf(player)) await connect(player, neighbour);
    await this.#stage.pause();
    await this.#say(player, friend, reunion.bob);
    await this.#say(friend, player, reunion.alice);
  }

  async #leave(player: Player): Promise<void> {
    const { id } = player.node;
    const neighbours = this.#neighboursOf(player);
    await Promise.all([...neighbours.map((each) => each.sees(isGone(id))), player.leave()]);
  }

  #neighboursOf(player: Player): readonly Player[] {
    const count = this.#players.length;
    const index = this.#players.indexOf(player);
    const indexes = new Set([(index + count - 1) % count, (index + 1) % count]);
    return [...indexes].map((each) => this.#players[each]!);
  }
}

/** Until both sides have told so. */
async function connect(from: Player, to: Player): Promise<void> {
  const { id, address } = to.node;
  await Promise.all([
    to.sees((event) => event.event === 'connected' && event.peer === from.node.id),
    from.node.connect(`${id}@${address}`),
  ]);
}

function isGone(id: string): (event: NodeEvent) => boolean {
  return (event) => event.event === 'disconnected' && event.peer === id;
}
