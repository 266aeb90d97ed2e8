import { SimpleTag } from '@atlaskit/tag';
import TagGroup from '@atlaskit/tag-group';
import Heading from '@atlaskit/heading';
import { type ReactNode } from 'react';
import { User } from '../../render/people';
import { useShell } from '../shell-context';
import { RelativeTime } from '../times';
import { type WorkItem } from './work-item';
import { WorkItemLink } from './work-item-link';

const DAY = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** The fields of a work item that stand beside its text. */
export function Details({ item: { fields } }: { item: WorkItem }) {
  return (
    <section className="card">
      <Heading size="xsmall" as="h2">
        Details
      </Heading>
      <dl className="fields">
        <Field name="Assignee">
          <PersonField person={fields.assignee} nobody="Unassigned" />
        </Field>
        <Field name="Reporter">
          <PersonField person={fields.reporter} nobody="None" />
        </Field>
        <Field name="Priority">{fields.priority?.name ?? 'None'}</Field>
        <Field name="Due date">
          {fields.duedate === null || fields.duedate === undefined
            ? 'None'
            : DAY.format(new Date(fields.duedate))}
        </Field>
        <Field name="Labels">
          {fields.labels.length === 0 ? (
            'None'
          ) : (
            <TagGroup>
              {fields.labels.map(label => (
                <SimpleTag key={label} text={label} />
              ))}
            </TagGroup>
          )}
        </Field>
        {fields.parent === null || fields.parent === undefined ? null : (
          <Field name="Parent">
            <WorkItemLink
              itemKey={fields.parent.key}
            >{`${fields.parent.key} ${fields.parent.fields.summary}`}</WorkItemLink>
          </Field>
        )}
        <Field name="Type">{fields.issuetype?.name ?? 'None'}</Field>
        <Field name="Resolution">{fields.resolution?.name ?? 'Unresolved'}</Field>
        <Field name="Created">
          <RelativeTime at={fields.created} />
        </Field>
        <Field name="Updated">
          <RelativeTime at={fields.updated} />
        </Field>
      </dl>
    </section>
  );
}

function Field({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="field">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function PersonField({
  person,
  nobody: placeholder,
}: {
  person: { accountId: string } | null | undefined;
  nobody: string;
}) {
  const { people } = useShell();
  if (person === null || person === undefined) return <>{placeholder}</>;
  return <User accountId={person.accountId} hideName={false} directory={people} />;
}
