/** Every setting in one place: what a colleague sees goes to the link, taste stays in this browser. */
import type { ReactNode } from 'react';
import { Modal } from '../controls/Modal';
import { LabelSettings } from './LabelSettings';
import { LookSettings } from './LookSettings';
import { SavedViews } from './SavedViews';
import { ThresholdSettings } from './ThresholdSettings';

interface SettingsDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function SettingsDialog(props: SettingsDialogProps): ReactNode {
  return (
    <Modal title="Settings" description="What changes the picture is in the link; taste stays in this browser." size="wide" {...props}>
      <div className="flex flex-col gap-6">
        <SettingsPart title="Health thresholds" where="in the link">
          <ThresholdSettings />
        </SettingsPart>
        <SettingsPart title="Labels" where="in the link">
          <LabelSettings />
        </SettingsPart>
        <SettingsPart title="Look and units" where="this browser">
          <LookSettings />
        </SettingsPart>
        <SettingsPart title="Saved views" where="this browser">
          <SavedViews onOpened={() => props.onOpenChange(false)} />
        </SettingsPart>
      </div>
    </Modal>
  );
}

function SettingsPart({
  title,
  where,
  children,
}: {
  readonly title: string;
  readonly where: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <section aria-label={title} className="flex flex-col gap-2">
      <h3 className="flex items-baseline gap-2 border-line border-b pb-1 font-semibold text-sm">
        {title} <span className="font-normal text-2xs text-muted">{where}</span>
      </h3>
      {children}
    </section>
  );
}
