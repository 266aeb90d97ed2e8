import ForgeReconciler from '@forge/react';
import { AdminPage } from './admin-page';

/** What Jira opens with *Configure*: the same page, at its settings. */
ForgeReconciler.render(<AdminPage first={{ page: 'settings', group: 'filing' }} />);
