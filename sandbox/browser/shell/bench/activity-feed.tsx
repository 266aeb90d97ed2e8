import Heading from '@atlaskit/heading';
import { Stack, Text } from '@atlaskit/primitives';
import { type ActivitySubject, type ActivityEntry } from '../../bench-port';
import { type BenchView } from '../../bench-view';
import { Timestamp } from '../times';
import { adminPages } from '../admin-pages';
import { modulePath, handleLinkClick } from '../route';
import { useShell } from '../shell-context';

/** The way to what a line is about: a work item, or a control in the app. */
function SubjectLink({ about: subject }: { about: ActivitySubject }) {
  const [page] = adminPages(useShell().config.modules);
  if ('control' in subject && page === undefined) return null;
  const path =
    'workItem' in subject
      ? `/browse/${encodeURIComponent(subject.workItem)}`
      : modulePath(page?.key ?? '', `/control/${subject.control}`);
  return (
    <a href={path} onClick={handleLinkClick(path)}>
      {'workItem' in subject ? `Open ${subject.workItem}` : `${subject.control} in the app`}
    </a>
  );
}

function ActivityRow({ at, text, detail, subject, times = 1, since }: ActivityEntry) {
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
              <Timestamp at={since} /> to{' '}
            </>
          )}
          <Timestamp at={at} />
        </span>
        {subject === undefined ? null : <SubjectLink about={subject} />}
      </span>
    </li>
  );
}

/** What people and the app did, newest first. New lines are read out by screen readers. */
export function ActivityFeed({ happenings: activity }: { happenings: BenchView['activity'] }) {
  return (
    <section className="card">
      <Stack space="space.100">
        <Heading size="small" as="h2">
          Activity
        </Heading>
        {activity.length === 0 ? (
          <Text as="p" color="color.text.subtle">
            No activity yet. Change the site, or move the clock.
          </Text>
        ) : null}
        <div className="happenings" role="log" aria-label="Activity" tabIndex={0}>
          <ol>
            {activity.map(entry => (
              <ActivityRow key={entry.id} {...entry} />
            ))}
          </ol>
        </div>
      </Stack>
    </section>
  );
}
