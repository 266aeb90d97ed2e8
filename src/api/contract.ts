import { approvalOptionsCall, approveCall, undoApprovalCall } from './contract/approve';
import { attestCall, checkControlCall, controlCall } from './contract/control';
import { evidenceCall, auditTrailCall, verifyAuditTrailCall } from './contract/evidence';
import { previewFilingCall, takeBaselineCall, preflightFilingCall } from './contract/filing';
import { checklistCall, scanProgressCall, scanNowCall } from './contract/checklist';
import { checkNowCall, panelCall } from './contract/panel';
import { proposalsCall } from './contract/proposals';
import { saveSettingsCall, searchCall, settingsCall, previewSettingsCall } from './contract/settings';

/** The calls of the admin pages. */
export const adminCalls = {
  checklist: checklistCall,
  scanProgress: scanProgressCall,
  scanNow: scanNowCall,
  control: controlCall,
  checkControl: checkControlCall,
  attest: attestCall,
  approvalOptions: approvalOptionsCall,
  approve: approveCall,
  undoApproval: undoApprovalCall,
  proposals: proposalsCall,
  settings: settingsCall,
  saveSettings: saveSettingsCall,
  previewSettings: previewSettingsCall,
  search: searchCall,
  preflightFiling: preflightFilingCall,
  previewFiling: previewFilingCall,
  takeBaseline: takeBaselineCall,
  evidence: evidenceCall,
  auditTrail: auditTrailCall,
  verifyAuditTrail: verifyAuditTrailCall,
} as const;
export type AdminCalls = typeof adminCalls;

/** The calls of the work item panel. */
export const panelCalls = { panel: panelCall, checkNow: checkNowCall } as const;
export type PanelCalls = typeof panelCalls;
