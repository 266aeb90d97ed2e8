import Heading from '@atlaskit/heading';
import { Stack, Text } from '@atlaskit/primitives';
import { type About, type Happening } from '../../bench-port';
import { type BenchView } from '../../bench-view';
import { Moment } from '../ago';
import { adminPages } from '../modules';
import { pathOfModule, stayInShell } from '../place';
import { useShell } from '../shell-context';

/** The way to what a line is about: a work item, or a control in the app. */
function AboutLink({ about }: { about: About }) {
  const [page] = adminPages(useShell().surroundings.modules);
  if ('control' in about && page === undefined) return null;
  const path =
    'workItem' in about
      ? `/browse/${encodeURIComponent(about.workItem)}`
      : pathOfModule(page?.key ?? '', `/control/${about.control}`);
  return (
    <a href={path} onClick={stayInShell(path)}>
      {'workItem' in about ? `Open ${about.workItem}` : `${about.control} in the app`}
    </a>
  );
}

function Line({ at, text, detail, about, times = 1, since }: Happening) {
  return (
    <li className={times > 1 || since !== undefined ? 'happening happening-quiet' : 'happening'}>
      <Text>{times > 1 ? `${text} (${times} times)` : text}</Text>
      {detail === undefined ? null : (
        <Text color="color.text.subtle" size="small">
          {detail}
        </Text>
      )}
      <span className="happening-foot">
        <span>
          {since === undefined || since === at ? null : (
            <>
              <Moment at={since} /> to{' '}
            </>
          )}
          <Moment at={at} />
        </span>
        {about === undefined ? null : <AboutLink about={about} />}
      </span>
    </li>
  );
}

/** What people and the app did, newest first. New lines are read out by screen readers. */
export function Happenings({ happenings }: { happenings: BenchView['happenings'] }) {
  return (
    <section className="card">
      <Stack space="space.100">
        <Heading size="small" as="h2">
          What happened
        </Heading>
        {happenings.length === 0 ? (
          <Text as="p" color="color.text.subtle">
            Nothing yet. Do something to the site, or move the clock.
          </Text>
        ) : null}
        <div className="happenings" role="log" aria-label="What happened" tabIndex={0}>
          <ol>
            {happenings.map(happening => (
              <Line key={happening.id} {...happening} />
            ))}
          </ol>
        </div>
      </Stack>
    </section>
  );
}
