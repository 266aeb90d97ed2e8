/*
 * The functions listed in manifest.yml. Each UI module has its own resolver, so that no module can call another's
 * functions.
 */

export { adminApi } from './api/admin-api';
export { configureApi } from './api/configure-api';
export { panelApi } from './api/panel-api';
export { onLifecycle, onSiteEvent, onScan, onTick, onWorkItemEvent } from './scan/handlers';
