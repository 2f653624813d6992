import type { ComponentChildren } from 'preact';
import type { LinkShown, NeighbourShown, OverlayShown } from '../../answers/overlay-shown.ts';
import { CleanText } from '../parts/clean-text.tsx';
import { count } from '../parts/formats.ts';
import { Peer } from '../parts/peer.tsx';
import { chooseActor } from '../store/position.ts';
import { OverlayCounts } from './overlay-counts.tsx';

/** The same as the drawing, in lines. */
export function OverlayTable({ shown }: { readonly shown: OverlayShown }) {
  const { neighbours, others, present, morePresent, leads, moreLeads } = shown;
  return (
    <div class="overlay-tables">
      <OverlayCounts counts={shown.counts} isWhole />
      <Table title="Neighbours" heads={['peer', 'link', 'address', 'state', 'tree', 'round trip']}>
        {neighbours.map((link) => (
          <Row key={link.link} link={link}>
            <td>
              {link.eager ? 'branch' : 'told'}
              {link.pinned && ', pinned'}
            </td>
            <td>{link.rttMs === null ? '' : `${link.rttMs} ms`}</td>
          </Row>
        ))}
      </Table>
      <Table title="Other links" heads={['peer', 'link', 'address', 'state', 'purpose']}>
        {others.map((link) => (
          <Row key={link.link} link={link}>
            <td>
              <CleanText text={link.purpose} />
            </td>
          </Row>
        ))}
      </Table>
      <Table title="Present" heads={['peer', 'says it is linked with']} more={morePresent}>
        {present.map(({ peer, name, linked }) => (
          <tr key={peer}>
            <td>
              <Peer id={peer} name={name} />
            </td>
            <td class="linked-with">
              {linked.map((other) => (
                <Peer key={other} id={other} />
              ))}
            </td>
          </tr>
        ))}
      </Table>
      <Table title="Leads" heads={['peer', 'address', 'seen there']} more={moreLeads}>
        {leads.map(({ peer, name, address, verified }) => (
          <tr key={peer}>
            <td>
              <Peer id={peer} name={name} />
            </td>
            <td class="mono">
              <CleanText text={address} />
            </td>
            <td>{verified ? 'yes' : 'hearsay'}</td>
          </tr>
        ))}
      </Table>
    </div>
  );
}

function Row({
  link,
  children,
}: {
  readonly link: LinkShown | NeighbourShown;
  readonly children: ComponentChildren;
}) {
  return (
    <tr>
      <td>
        <Peer id={link.peer} name={link.name} />
      </td>
      <td>
        <button type="button" class="link mono" onClick={() => chooseActor(`node/${link.link}`)}>
          <CleanText text={link.link} />
        </button>{' '}
        <span class="muted">{link.inbound ? 'in' : 'out'}</span>
      </td>
      <td class="mono">
        <CleanText text={link.address} />
      </td>
      <td>
        <CleanText text={link.state} />
      </td>
      {children}
    </tr>
  );
}

interface TableProps {
  readonly title: string;
  readonly heads: readonly string[];
  readonly more?: number;
  readonly children: readonly ComponentChildren[];
}

function Table({ title, heads, more = 0, children }: TableProps) {
  return (
    <table class="overlay-table">
      <caption>
        {title} <span class="muted">{children.length + more}</span>
      </caption>
      {children.length > 0 && (
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
      )}
      <tbody>{children}</tbody>
      {more > 0 && (
        <tfoot>
          <tr>
            <td colSpan={heads.length}>{count(more)} more</td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}
