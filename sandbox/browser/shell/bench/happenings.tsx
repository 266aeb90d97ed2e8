import Heading from '@atlaskit/heading';
import { Stack, Text } from '@atlaskit/primitives';
import { type BenchView } from '../../bench-view';
import { Ago } from '../ago';

/** What happened, newest first. New lines are read out by screen readers. */
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
            {happenings.map(({ id, at, text, detail }) => (
              <li key={id} className="happening">
                <Text>{text}</Text>
                {detail === undefined ? null : (
                  <Text color="color.text.subtle" size="small">
                    {detail}
                  </Text>
                )}
                <span className="happening-time">
                  <Ago at={at} />
                </span>
              </li>
            ))}
          </ol>
        </div>
      </Stack>
    </section>
  );
}
