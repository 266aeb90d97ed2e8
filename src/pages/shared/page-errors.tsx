import { Button, List, ListItem, SectionMessage, SectionMessageAction, Stack, Text } from '@forge/react';
import { type ReactElement, useEffect } from 'react';
import { type ApiErrorValue } from '../../api/api-response';
import { EmptyState } from './empty-state';
import { usePage } from './page-context';
import { Sentence } from './sentence';

/** Explains how to restore the app's rights. */
export function LostRightsMessage(): ReactElement {
  const { formatMessage, messages } = usePage();
  return (
    <SectionMessage appearance="error" title={formatMessage('pages.lostRights.title')}>
      <Stack space="space.100">
        <Text>{formatMessage('pages.lostRights.meaning')}</Text>
        <List type="ordered">
          {messages.list('pages.lostRights.steps').map((parts, index) => (
            <ListItem key={index}>
              <Sentence parts={parts} />
            </ListItem>
          ))}
        </List>
      </Stack>
    </SectionMessage>
  );
}

/** Replaces the whole page, including its tabs, for a reader without access. */
export function ForbiddenPage(): ReactElement {
  const { formatMessage } = usePage();
  return (
    <EmptyState
      title={formatMessage('pages.forbidden.title')}
      meaning={formatMessage('pages.forbidden.meaning')}
    />
  );
}

function ReportForbidden(): ReactElement {
  const { showForbidden } = usePage();
  useEffect(showForbidden, [showForbidden]);
  return <></>;
}

/** Replaces a page that can't be shown. */
export function PageError({ error, retry }: { error: ApiErrorValue; retry: () => void }): ReactElement {
  const { formatMessage, navigate } = usePage();
  switch (error.code) {
    case 'app-not-admin':
      return <LostRightsMessage />;
    case 'forbidden':
      return <ReportForbidden />;
    // A page only requests what its URL names, so invalid input means that it doesn't exist.
    case 'invalid':
      return (
        <EmptyState
          title={formatMessage('pages.nothing.title')}
          meaning={formatMessage('pages.nothing.meaning')}
        >
          <Button appearance="primary" onClick={() => navigate({ page: 'checklist' })}>
            {formatMessage('pages.nothing.back')}
          </Button>
        </EmptyState>
      );
    default:
      return (
        <EmptyState
          title={formatMessage('pages.failed.title')}
          meaning={formatMessage('pages.failed.meaning')}
        >
          <Button appearance="primary" onClick={retry}>
            {formatMessage('pages.again')}
          </Button>
        </EmptyState>
      );
  }
}

/** An error in one part of a page. */
export function InlineError({ error, retry }: { error: ApiErrorValue; retry?: () => void }): ReactElement {
  const { formatMessage } = usePage();
  if (error.code === 'app-not-admin') return <LostRightsMessage />;
  const actions =
    retry === undefined
      ? undefined
      : [
          <SectionMessageAction key="again" onClick={retry}>
            {formatMessage('pages.again')}
          </SectionMessageAction>,
        ];
  return (
    <SectionMessage
      appearance={error.code === 'conflict' ? 'warning' : 'error'}
      title={formatMessage(`pages.problem.${error.code}.title`)}
      {...(actions === undefined ? {} : { actions })}
    >
      <Text>{formatMessage(`pages.problem.${error.code}.meaning`)}</Text>
    </SectionMessage>
  );
}
