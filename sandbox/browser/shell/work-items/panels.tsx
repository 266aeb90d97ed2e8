import Heading from '@atlaskit/heading';
import { useCallback, useMemo } from 'react';
import { type ShellModule } from '../../bench-view';
import { Problem } from '../../render/problem';
import { useLoad } from '../use-load';
import { ModuleFrame } from '../module-frame';
import { useSiteVersion, useShell } from '../shell-context';
import { displayCondition } from './display-condition';
import { hasProperty, type WorkItem } from './work-item';

/** The app's panels on this work item, where what they wait for is there. */
export function Panels({ item, onRefresh }: { item: WorkItem; onRefresh(): void }) {
  const { config } = useShell();
  return config.modules
    .filter(({ type }) => type === 'jira:issueContext')
    .map(module => <ConditionalPanel key={module.key} module={module} item={item} onRefresh={onRefresh} />);
}

interface PanelProps {
  module: ShellModule;
  item: WorkItem;
  onRefresh(): void;
}

function ConditionalPanel({ module, item, onRefresh }: PanelProps) {
  const { site } = useShell();
  const condition = useMemo(() => displayCondition(module.displayConditions), [module]);
  const [isShown] = useLoad(
    useCallback(async () => {
      if (condition.kind !== 'has-property') return condition.kind === 'always';
      return hasProperty(site, item.key, condition.propertyKey);
    }, [site, item.key, condition]),
    useSiteVersion(),
  );
  if (condition.kind === 'unsupported') {
    return (
      <Problem
        title={`Unknown display condition: ${condition.names.join(', ')}`}
        detail={`The sandbox can't tell whether to show "${module.title}" here.`}
      />
    );
  }
  if (isShown.is === 'failed')
    return <Problem title={`We couldn't show ${module.title}`} detail={isShown.error.message} />;
  return isShown.is === 'ready' && isShown.value ? (
    <Panel module={module} item={item} onRefresh={onRefresh} />
  ) : null;
}

function Panel({ module, item, onRefresh }: PanelProps) {
  const { id, key, fields } = item;
  // What Jira's context has for a module on a work item.
  const extension = {
    issue: { id, key, type: fields.issuetype?.name, typeId: fields.issuetype?.id },
    project: { id: fields.project.id, key: fields.project.key, type: fields.project.projectTypeKey },
  };
  return (
    <section className="card" aria-label={module.title}>
      <Heading size="xsmall" as="h2">
        {module.title}
      </Heading>
      <div className="panel-content">
        <ModuleFrame
          key={key}
          moduleKey={module.key}
          title={module.title}
          extension={extension}
          ownsAddress={false}
          refresh={onRefresh}
        />
      </div>
    </section>
  );
}
