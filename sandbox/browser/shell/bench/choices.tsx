import Heading from '@atlaskit/heading';
import { Stack, Text } from '@atlaskit/primitives';
import Select from '@atlaskit/select';
import { type BenchView } from '../../bench-view';
import { useBenchRequests } from './use-bench-requests';

interface ChoicesProps {
  title: string;
  choices: BenchView['choices'];
}

/** Facts and faults of the site, each with the values that it may have. */
export function BenchChoices({ title, choices }: ChoicesProps) {
  const { underway: runningPath, act: send } = useBenchRequests();
  if (choices.length === 0) return null;
  return (
    <section className="card">
      <Stack space="space.100">
        <Heading size="small" as="h2">
          {title}
        </Heading>
        <ul className="bench-list">
          {choices.map(choice => {
            const path = `choices/${encodeURIComponent(choice.id)}`;
            const inputId = `choice-${choice.id}`;
            return (
              <li key={choice.id} className="bench-item">
                <Stack space="space.025" grow="fill">
                  <label htmlFor={inputId} className="bench-label">
                    {choice.title}
                  </label>
                  <Text color="color.text.subtle" size="small">
                    {choice.description}
                  </Text>
                </Stack>
                <div className="bench-select">
                  <Select
                    inputId={inputId}
                    spacing="compact"
                    isSearchable={false}
                    isLoading={runningPath === path}
                    options={choice.options}
                    value={choice.options.find(({ value }) => value === choice.value) ?? null}
                    onChange={option => option !== null && void send(path, { value: option.value })}
                  />
                </div>
              </li>
            );
          })}
        </ul>
      </Stack>
    </section>
  );
}
