import { limits } from '../../protocol/limits.ts';
import { FORMAT } from '../format/segment-format.ts';
import type { DamageCode } from './tape-item.ts';
import type {
  FooterRecord,
  HeaderRecord,
  NameRecord,
  PageRecord,
  RolledRecord,
  TapeHead,
  TapeRecord,
} from '../format/tape-record.ts';

/** Whether a record goes on from what came before, or leaves something out, or has no place here. */
export type Verdict = 'fits' | 'leaps' | DamageCode;

type InPage = Exclude<TapeRecord, HeaderRecord | PageRecord | FooterRecord | RolledRecord>;

/**
 * What can come next on a tape: turns one after another, pages where they say that they are, names
 * before their use. A record can be whole and still be in the wrong place: moved, doubled, or from
 * another tape.
 */
export class TapeOrder {
  /** The turn that comes next. */
  turn = 1;
  run: string | null = null;
  ended: 'footer' | 'rolled' | null = null;
  private names: string[] = [];
  private at = 0;
  private page = 0;
  private knowsPage = false;
  private inPage = false;
  private recordsSteps = false;
  private lacksSteps = false;

  readonly nameOf = (ref: number): string | undefined => this.names[ref - 1];

  /** Behind damage a tape can go on with any later page. */
  readonly wants = ({ page, turn }: PageRecord): boolean => page > this.page && turn >= this.turn;

  /** A turn whose steps are lost is lost with them. */
  get firstLost(): number {
    return this.recordsSteps && this.lacksSteps ? this.turn - 1 : this.turn;
  }

  /** Something is missing here, and said to be. */
  lose(): void {
    this.knowsPage = false;
  }

  beginSegment(): void {
    if (this.ended === 'rolled') this.ended = null;
    this.inPage = false;
  }

  /** In the middle of a tape whose head is known: what comes is its page with that turn. */
  beginAt({ run, steps }: TapeHead, turn: number): void {
    this.run = run;
    this.recordsSteps = steps;
    this.goOnFrom(turn);
  }

  /** `segment` is null if nobody knows which one it should be. */
  accept(record: TapeRecord, segment: number | null, offset: number): Verdict {
    if (this.ended !== null) return 'past-the-end';
    switch (record.kind) {
      case 'header':
        return this.acceptHeader(record, segment);
      case 'page':
        return this.acceptPage(record, offset);
      case 'footer':
      case 'rolled':
        if (record.offset !== offset || record.turn !== this.turn) return 'out-of-order';
        this.ended = record.kind;
        return 'fits';
      default:
        return this.inPage && this.acceptInPage(record) ? 'fits' : 'out-of-order';
    }
  }

  private acceptHeader(header: HeaderRecord, segment: number | null): Verdict {
    if (header.format !== FORMAT) return 'bad-record';
    const isFirst = this.run === null;
    if (segment !== null && header.segment !== segment) return 'misplaced-segment';
    if (!isFirst && (header.run !== this.run || header.turn < this.turn))
      return 'misplaced-segment';
    const leaps = !isFirst && header.turn > this.turn;
    if (leaps) this.lose();
    this.run = header.run;
    this.recordsSteps = header.steps;
    this.goOnFrom(header.turn);
    return leaps ? 'leaps' : 'fits';
  }

  private acceptPage(page: PageRecord, offset: number): Verdict {
    if (page.offset !== offset || !this.wants(page)) return 'misplaced-page';
    const leaps = page.turn > this.turn || (this.knowsPage && page.page > this.page + 1);
    this.page = page.page;
    this.knowsPage = true;
    this.at = Math.max(this.at, page.at);
    this.names = [];
    this.inPage = true;
    this.goOnFrom(page.turn);
    return leaps ? 'leaps' : 'fits';
  }

  private acceptInPage(record: InPage): boolean {
    switch (record.kind) {
      case 'name':
        return this.acceptName(record);
      case 'input':
        if (record.turn !== this.turn || record.input.at < this.at) return false;
        this.turn += 1;
        this.at = record.input.at;
        this.lacksSteps = true;
        return true;
      case 'steps':
        if (record.turn !== this.turn - 1 || !this.lacksSteps) return false;
        this.lacksSteps = false;
        return true;
      case 'gap':
        if (record.fromTurn !== this.turn || record.toTurn < record.fromTurn) return false;
        this.goOnFrom(record.toTurn + 1);
        return true;
      case 'clock':
        return true;
      default:
        return record.turn === this.turn - 1;
    }
  }

  private acceptName({ ref, name }: NameRecord): boolean {
    if (ref !== this.names.length + 1 || ref > limits.pageNamesMax) return false;
    if (name.length > limits.tapeNameUnitsMax) return false;
    this.names.push(name);
    return true;
  }

  private goOnFrom(turn: number): void {
    this.turn = turn;
    this.lacksSteps = false;
  }
}
