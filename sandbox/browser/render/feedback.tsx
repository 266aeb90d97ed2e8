import Badge from '@atlaskit/badge';
import EmptyState from '@atlaskit/empty-state';
import Lozenge from '@atlaskit/lozenge';
import ProgressBar, { SuccessProgressBar, TransparentProgressBar } from '@atlaskit/progress-bar';
import { ProgressTracker, type Stages } from '@atlaskit/progress-tracker';
import SectionMessage, { SectionMessageAction } from '@atlaskit/section-message';
import Spinner from '@atlaskit/spinner';
import { type ComponentProps, type ReactElement } from 'react';
import { isRecord, isRemoteElement } from '../protocol';
import { type ComponentNode } from './component-node';
import { type ComponentRenderers } from './component-renderers';
import { withoutUndefined } from './without-undefined';

const STATUSES = ['unvisited', 'visited', 'current', 'disabled'] as const;

export const feedback = {
  Badge: badge => (
    <Badge
      key={badge.key}
      {...withoutUndefined({
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
      {...withoutUndefined({
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
      {...withoutUndefined({
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
    const handler = action.handler('onClick');
    const href = action.text('href');
    return (
      <SectionMessageAction
        key={action.key}
        {...withoutUndefined({
          href: href === undefined ? undefined : action.context.hrefOf(href),
          onClick: handler && (() => handler()),
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
      {...withoutUndefined({
        description: state.element('description'),
        headingLevel: state.number('headingLevel'),
        isLoading: state.flag('isLoading'),
        primaryAction: state.element('primaryAction'),
        secondaryAction: state.element('secondaryAction'),
        tertiaryAction: state.element('tertiaryAction'),
        buttonGroupLabel: state.text('buttonGroupLabel'),
        width: state.oneOf('width', ['narrow', 'wide']),
        testId: state.text('testId'),
      })}
    />
  ),
  Spinner: spinner => (
    <Spinner
      key={spinner.key}
      {...withoutUndefined({
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
        {...withoutUndefined({
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
      {...withoutUndefined({
        label: tracker.text('label'),
        spacing: tracker.oneOf('spacing', ['comfortable', 'cozy', 'compact']),
        animated: tracker.flag('animated'),
        testId: tracker.text('testId'),
      })}
    />
  ),
} satisfies ComponentRenderers;

function badgeValue(badge: ComponentNode): string | number {
  const value = badge.innerText();
  return value !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
}

/** Atlaskit's type wants a title and its heading's level together or not at all. */
function titled(message: ComponentNode): { title: string } | object {
  const title = message.text('title');
  return title === undefined ? {} : { title };
}

/** Atlaskit puts a dot between the actions that it is given as a list. */
function actionsOf(message: ComponentNode): ReactElement[] | undefined {
  const actions = message.raw('actions');
  if (actions === undefined) return undefined;
  return (Array.isArray(actions) ? actions : [actions]).flatMap((action: unknown): ReactElement[] => {
    if (!isRemoteElement(action)) return [];
    const doc = action.remoteElement;
    const parts = doc.type === 'Fragment' ? doc.children : [doc];
    return parts.map(part => <span key={part.key}>{message.context.render(part, message.context)}</span>);
  });
}

function stages(tracker: ComponentNode): Stages {
  return (tracker.list('items') ?? []).filter(isRecord).map((props, index) => {
    const context = tracker.nested(props, String(index));
    const handler = context.handler('onClick');
    return {
      id: context.text('id') ?? String(index),
      label: context.text('label') ?? '',
      percentageComplete: context.number('percentageComplete') ?? 0,
      status: context.oneOf('status', STATUSES) ?? 'unvisited',
      noLink: handler === undefined,
      ...withoutUndefined({ onClick: handler && (() => handler()) }),
    };
  });
}
