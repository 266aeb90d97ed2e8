import ForgeReconciler from '@forge/react';
import { AdminPage } from './admin-page';

/** The page that Jira opens with *Configure*: the same as the admin page, starting at its settings. */
ForgeReconciler.render(<AdminPage initialRoute={{ page: 'settings', group: 'filing' }} />);
