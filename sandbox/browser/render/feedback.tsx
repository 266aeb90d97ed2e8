import Badge from '@atlaskit/badge';
import EmptyState from '@atlaskit/empty-state';
import Lozenge from '@atlaskit/lozenge';
import ProgressBar, { SuccessProgressBar, TransparentProgressBar } from '@atlaskit/progress-bar';
import { ProgressTracker, type Stages } from '@atlaskit/progress-tracker';
import SectionMessage, { SectionMessageAction } from '@atlaskit/section-message';
import Spinner from '@atlaskit/spinner';
import { type ComponentProps, type ReactElement } from 'react';
import { isRecord, isRemoteElement } from '../protocol';
import { type Drawing } from './drawing';
import { type Entries } from './entries';
import { given } from './given';

const STATUSES = ['unvisited', 'visited', 'current', 'disabled'] as const;

export const feedback = {
  Badge: badge => (
    <Badge
      key={badge.key}
      {...given({
        appearance: badge.text('appearance') as ComponentProps<typeof Badge>['appearance'],
        max: badge.raw('max') === false ? (false as const) : badge.number('max'),
        testId: badge.text('testId'),
      })}
    >
      {badgeValue(badge)}
    </Badge>
  ),
  Lozenge: lozenge => (
    <Lozenge
      key={lozenge.key}
      {...given({
        appearance: lozenge.text('appearance') as ComponentProps<typeof Lozenge>['appearance'],
        isBold: lozenge.flag('isBold'),
        maxWidth: lozenge.number('maxWidth') ?? lozenge.text('maxWidth'),
        testId: lozenge.text('testId'),
      })}
    >
      {lozenge.innerText()}
    </Lozenge>
  ),
  SectionMessage: message => (
    <SectionMessage
      key={message.key}
      {...given({
        appearance: message.oneOf('appearance', ['information', 'warning', 'error', 'success', 'discovery']),
        actions: actionsOf(message),
        testId: message.text('testId'),
        ...titled(message),
      })}
    >
      {message.children()}
    </SectionMessage>
  ),
  SectionMessageAction: action => {
    const act = action.act('onClick');
    const href = action.text('href');
    return (
      <SectionMessageAction
        key={action.key}
        {...given({
          href: href === undefined ? undefined : action.stage.address(href),
          onClick: act && (() => act()),
          testId: action.text('testId'),
        })}
      >
        {action.children()}
      </SectionMessageAction>
    );
  },
  EmptyState: state => (
    <EmptyState
      key={state.key}
      header={state.text('header') ?? ''}
      {...given({
        description: state.node('description'),
        headingLevel: state.number('headingLevel'),
        isLoading: state.flag('isLoading'),
        primaryAction: state.node('primaryAction'),
        secondaryAction: state.node('secondaryAction'),
        tertiaryAction: state.node('tertiaryAction'),
        buttonGroupLabel: state.text('buttonGroupLabel'),
        width: state.oneOf('width', ['narrow', 'wide']),
        testId: state.text('testId'),
      })}
    />
  ),
  Spinner: spinner => (
    <Spinner
      key={spinner.key}
      {...given({
        appearance: spinner.oneOf('appearance', ['inherit', 'invert']),
        delay: spinner.number('delay'),
        label: spinner.text('label'),
        size:
          spinner.oneOf('size', ['xsmall', 'small', 'medium', 'large', 'xlarge']) ?? spinner.number('size'),
        testId: spinner.text('testId'),
      })}
    />
  ),
  ProgressBar: bar => {
    const Bar = { success: SuccessProgressBar, inverse: TransparentProgressBar, default: ProgressBar }[
      bar.oneOf('appearance', ['success', 'inverse']) ?? 'default'
    ];
    return (
      <Bar
        key={bar.key}
        {...given({
          ariaLabel: bar.text('ariaLabel'),
          isIndeterminate: bar.flag('isIndeterminate'),
          value: bar.number('value'),
          testId: bar.text('testId'),
        })}
      />
    );
  },
  ProgressTracker: tracker => (
    <ProgressTracker
      key={tracker.key}
      items={stages(tracker)}
      {...given({
        label: tracker.text('label'),
        spacing: tracker.oneOf('spacing', ['comfortable', 'cozy', 'compact']),
        animated: tracker.flag('animated'),
        testId: tracker.text('testId'),
      })}
    />
  ),
} satisfies Entries;

function badgeValue(badge: Drawing): string | number {
  const value = badge.innerText();
  return value !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
}

/** Atlaskit's type wants a title and its heading's level together or not at all. */
function titled(message: Drawing): { title: string } | object {
  const title = message.text('title');
  return title === undefined ? {} : { title };
}

/** Atlaskit puts a dot between the actions that it is given as a list. */
function actionsOf(message: Drawing): ReactElement[] | undefined {
  const actions = message.raw('actions');
  if (actions === undefined) return undefined;
  return (Array.isArray(actions) ? actions : [actions]).flatMap((action: unknown): ReactElement[] => {
    if (!isRemoteElement(action)) return [];
    const doc = action.remoteElement;
    const parts = doc.type === 'Fragment' ? doc.children : [doc];
    return parts.map(part => <span key={part.key}>{message.stage.draw(part, message.stage)}</span>);
  });
}

function stages(tracker: Drawing): Stages {
  return (tracker.list('items') ?? []).filter(isRecord).map((props, index) => {
    const stage = tracker.part(props, String(index));
    const act = stage.act('onClick');
    return {
      id: stage.text('id') ?? String(index),
      label: stage.text('label') ?? '',
      percentageComplete: stage.number('percentageComplete') ?? 0,
      status: stage.oneOf('status', STATUSES) ?? 'unvisited',
      noLink: act === undefined,
      ...given({ onClick: act && (() => act()) }),
    };
  });
}
