import { Component, type ReactNode } from 'react';

/** What stands in for a part of the page that could not be drawn, so that the page is never blank. */
export class Boundary extends Component<
  { readonly children: ReactNode; readonly instead: (again: () => void) => ReactNode },
  { readonly failed: boolean }
> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    const { children, instead } = this.props;
    return this.state.failed ? instead(() => this.setState({ failed: false })) : children;
  }
}
