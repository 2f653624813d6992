import { describe, expect, it } from 'vitest';
import { limits } from '../../src/protocol/limits.ts';
import type { Cast } from '../../src/protocol/messages.ts';
import {
  holdsInPool,
  judgeSealsInPool,
  type Holds,
} from '../../src/streams/judge-seals-in-pool.ts';
import { nodeKeys } from '../../src/streams/node-keys.ts';
import { alice, broadcastOf, envelopeOf, sealed, verdictsOf } from '../support/sealed-words.ts';

const keys = nodeKeys(alice, null);

describe('seals that are judged in the pool', () => {
  it('get the verdict of those that are judged at once, in the order of the asking', async () => {
    const judge = judgeSealsInPool();
    const batches = [50, 1, 3, 0, 1, 20].map((size) => castsOf(size));
    const verdicts: (readonly boolean[])[] = [];
    await new Promise<void>((resolve) => {
      for (const batch of batches) {
        judge('lab', batch, (sound) => {
          if (verdicts.push(sound) === batches.length) resolve();
        });
      }
    });
    expect(verdicts).toEqual(batches.map((batch) => batch.map((_, n) => n % 3 !== 1)));
  });

  it('have an answer at once where one comes alone, and later where several do', async () => {
    const judge = judgeSealsInPool();
    const order: string[] = [];
    const [one] = castsOf(1);
    const last = new Promise<void>((resolve) => {
      judge('lab', [one!], () => order.push('alone'));
      order.push('asked');
      judge('lab', [one!], () => order.push('second of the tick'));
      judge('lab', castsOf(2), () => resolve(void order.push('two')));
      order.push('asked for all');
    });
    await last;
    expect(order).toEqual(['alone', 'asked', 'asked for all', 'second of the tick', 'two']);
  });

  it('are limits.sealsInPoolMax at once, however many there are', async () => {
    let [underWay, most] = [0, 0];
    const counted: Holds = (seal, answer) => {
      underWay += 1;
      most = Math.max(most, underWay);
      holdsInPool(seal, (isSound) => {
        underWay -= 1;
        answer(isSound);
      });
    };
    const casts = castsOf(4 * limits.sealsInPoolMax);
    const sound = await verdictsOf(judgeSealsInPool(counted), 'lab', casts);
    expect([sound.length, most, underWay]).toEqual([casts.length, limits.sealsInPoolMax, 0]);
  });

  it('can be asked about anew by whoever gets an answer', async () => {
    const judge = judgeSealsInPool();
    const verdicts = await new Promise((resolve) => {
      judge('lab', castsOf(2), (first) => {
        judge('lab', castsOf(3), (second) => resolve([first, second]));
      });
    });
    expect(verdicts).toEqual([
      [true, false],
      [true, false, true],
    ]);
  });
});

/** Every third was changed on its way. */
function castsOf(count: number): Cast[] {
  const casts = Array.from({ length: count }, (_, sequence) =>
    broadcastOf(alice.id, { envelope: envelopeOf(alice.id, { sequence }) }),
  );
  return sealed(keys, 'lab', casts).map((cast, n) =>
    n % 3 === 1 ? { ...cast, topic: 'lies' } : cast,
  );
}
