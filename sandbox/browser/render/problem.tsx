import SectionMessage from '@atlaskit/section-message';
import { Text } from '@atlaskit/primitives';
import { Component, type ReactNode } from 'react';

/** What can't be shown is said where it would stand. Never dropped in silence. */
export function Problem({ title, detail }: { title: string; detail?: string | undefined }) {
  return (
    <SectionMessage appearance="error" title={title}>
      <Text as="p">{detail ?? 'The page asked for something that this sandbox does not have.'}</Text>
    </SectionMessage>
  );
}

interface BoundaryProps {
  title: string;
  children: ReactNode;
  /** Another value tries again. */
  attempt?: unknown;
}

/** Shows what broke while its children were drawn. */
export class ProblemBoundary extends Component<BoundaryProps, { error: Error | undefined }> {
  override state: { error: Error | undefined } = { error: undefined };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidUpdate(before: BoundaryProps): void {
    if (this.state.error !== undefined && before.attempt !== this.props.attempt)
      this.setState({ error: undefined });
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error === undefined ? (
      this.props.children
    ) : (
      <Problem title={this.props.title} detail={error.message} />
    );
  }
}
