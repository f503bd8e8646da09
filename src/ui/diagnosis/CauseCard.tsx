import type { ReactNode } from 'react';
import type { Sureness } from '../../inquiry/diagnosis/cause';
import type { LikelyCause } from '../../inquiry/diagnosis/diagnose-edge';
import { Commands } from '../policies/Commands';
import { Disclosure } from '../policies/Disclosure';
import { Reasons } from '../policies/Reasons';
import { ResourceLink } from '../policies/ResourceLink';
import { ratioText } from '../text/edge-numbers';

const SURE: Readonly<Record<Sureness, { readonly sign: string; readonly look: string; readonly means: string }>> = {
  certain: { sign: '●', look: 'border-solid', means: 'Nothing else gives this sign, or configuration and traffic say the same.' },
  likely: { sign: '◐', look: 'border-dotted', means: 'The usual reason for this sign.' },
  possible: { sign: '○', look: 'border-dashed', means: 'It fits, as other reasons do.' },
};

/** One likely cause: what it is, by which evidence, what speaks against it, and where to look. */
export function CauseCard({ cause, open }: { readonly cause: LikelyCause; readonly open: boolean }): ReactNode {
  const { code, name, says, sure, share, evidence, against, look, place, commands, questions } = cause;
  return (
    <article data-cause={code} data-sure={sure}>
      <Disclosure openAtFirst={open} title={<Title name={name} sure={sure} share={share} />}>
        <div className="pb-2 pl-4">
          <p>{says}</p>
          <p className="mt-1">
            <span className="font-medium">Look first: </span>
            {look}
          </p>
          {place === undefined ? null : <ResourceLink of={place.ref} path={place.path} />}
          <Part title="What speaks for it">
            <Reasons because={evidence} />
          </Part>
          {against.length === 0 ? null : (
            <Part title="What speaks against it">
              <Reasons because={against} />
            </Part>
          )}
          {commands.length === 0 ? null : (
            <Part title="Commands, which only read">
              <Commands commands={commands} />
            </Part>
          )}
          {questions.length === 0 ? null : (
            <Part title="What metrics cannot tell">
              <ul className="flex flex-col gap-1 text-xs">
                {questions.map(({ ask, command }) => (
                  <li key={ask}>
                    {ask}
                    {command === undefined ? null : <Commands commands={[command]} />}
                  </li>
                ))}
              </ul>
            </Part>
          )}
        </div>
      </Disclosure>
    </article>
  );
}

function Title({ name, sure, share }: Pick<LikelyCause, 'name' | 'sure' | 'share'>): ReactNode {
  const { sign, look, means } = SURE[sure];
  return (
    <span className="flex min-w-0 flex-1 items-start justify-between gap-2 py-1">
      <span className="min-w-0 break-words font-medium">{name}</span>
      <span
        title={means}
        className={`mt-0.5 shrink-0 whitespace-nowrap rounded border border-line-strong px-1 text-2xs text-muted leading-4 ${look}`}
      >
        <span aria-hidden>{sign} </span>
        {sure} · {ratioText(share)}
      </span>
    </span>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="mt-2">
      <h4 className="text-2xs text-muted">{title}</h4>
      {children}
    </div>
  );
}
