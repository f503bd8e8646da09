import type { ReactNode } from 'react';
import type { CallPolicy, RouteRule, Routing } from '../../policy/model';
import { displayText } from '../../scene/display-text';
import { Disclosure } from './Disclosure';
import { keyed } from './keyed';
import { Reasons } from './Reasons';
import { ResourceLink } from './ResourceLink';
import { actionTexts, boundsText, limitTexts, shareText, targetText, whenText } from './route-text';
import { ROUTINGS } from './words';

const OPEN_RULES = 3;
const MOST_RULES = 40;
const LOUD: ReadonlySet<Routing['kind']> = new Set(['unreachable', 'ambiguous']);

/** The route a call takes: shares, rules, what they do to requests, and the limits of the destination. */
export function CallRouting({ call: { routing } }: { readonly call: CallPolicy }): ReactNode {
  return (
    <div data-fact="routing" data-value={routing.kind}>
      <h4 className="text-2xs text-muted">Route</h4>
      <p className={LOUD.has(routing.kind) ? 'font-semibold text-warn' : ''}>
        {LOUD.has(routing.kind) ? '▲ ' : ''}
        {ROUTINGS[routing.kind]}.
      </p>
      <Shares routing={routing} />
      <Rules routing={routing} />
      <Limits routing={routing} />
      <Rest routing={routing} />
      <Reasons because={routing.because} />
    </div>
  );
}

function Shares({ routing: { overall, rules } }: { readonly routing: Routing }): ReactNode {
  if (overall.length === 0 || (rules.length <= 1 && overall.length === rules[0]?.shares.length)) return null;
  return (
    <table className="mt-1 w-full text-xs">
      <caption className="text-left text-2xs text-muted">Configured shares over all rules</caption>
      <tbody>
        {keyed(overall, (share) => targetText(share)).map(({ key, item }) => (
          <tr key={key}>
            <th scope="row" className="break-all py-0.5 pr-2 text-left font-normal">
              {targetText(item)}
            </th>
            <td className="whitespace-nowrap text-right font-semibold">{boundsText(item)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Rules({ routing: { rules, selected } }: { readonly routing: Routing }): ReactNode {
  if (rules.length === 0) return null;
  const shown = rules.slice(0, MOST_RULES);
  return (
    <ol className="mt-1 flex flex-col gap-1">
      {shown.map((rule, index) => (
        <li key={`${rule.ref.kind} ${rule.ref.namespace}/${rule.ref.name} ${rule.path}`}>
          {rules.length <= OPEN_RULES ? (
            <>
              <RuleTitle rule={rule} chosen={selected === index} />
              <Rule rule={rule} />
            </>
          ) : (
            <Disclosure title={<RuleTitle rule={rule} chosen={selected === index} />}>
              <Rule rule={rule} />
            </Disclosure>
          )}
        </li>
      ))}
      {rules.length > MOST_RULES ? <li className="text-muted text-xs">and {rules.length - MOST_RULES} more rules</li> : null}
    </ol>
  );
}

function RuleTitle({ rule, chosen }: { readonly rule: RouteRule; readonly chosen: boolean }): ReactNode {
  return (
    <span className="min-w-0 flex-1 break-words text-xs">
      <span className="text-muted">{rule.name === undefined ? `Rule ${rule.rule + 1}` : displayText(rule.name, 40)}: </span>
      {whenText(rule)}
      {chosen ? <span className="font-semibold"> (taken)</span> : null}
    </span>
  );
}

function Rule({ rule }: { readonly rule: RouteRule }): ReactNode {
  const actions = actionTexts(rule);
  return (
    <div className="border-line border-l-2 pl-2 text-xs">
      <ul>
        {keyed(rule.shares, shareText).map(({ key, item }) => (
          <li key={key} className="break-words font-semibold">
            {shareText(item)}
          </li>
        ))}
        {keyed(actions, (text) => text).map(({ key, item }) => (
          <li key={key} className={`break-words ${item.startsWith('Fault') ? 'font-semibold text-warn' : ''}`}>
            {item.startsWith('Fault') ? '▲ ' : ''}
            {item}
          </li>
        ))}
      </ul>
      <ResourceLink of={rule.ref} path={rule.path} />
    </div>
  );
}

function Limits({ routing: { limits } }: { readonly routing: Routing }): ReactNode {
  const telling = limits.map((one) => ({ one, texts: limitTexts(one) })).filter(({ texts }) => texts.length > 0);
  if (telling.length === 0) return null;
  return (
    <div className="mt-2 text-xs">
      <h4 className="text-2xs text-muted">Circuit breaking</h4>
      {telling.map(({ one, texts }) => (
        <div key={`${one.ref.namespace}/${one.ref.name} ${one.path}`}>
          {texts.map((text) => (
            <p key={text}>{text}</p>
          ))}
          <ResourceLink of={one.ref} path={one.path} />
        </div>
      ))}
    </div>
  );
}

/** What happens to requests that no rule takes, rules that no request reaches, and who else might decide. */
function Rest({ routing: { noRoute, unreachable = [], rivals = [] } }: { readonly routing: Routing }): ReactNode {
  return (
    <>
      {noRoute === undefined ? null : (
        <p className="mt-1 text-xs">
          Requests that match no rule are answered with {noRoute.status} ({displayText(noRoute.responseFlag, 20)}).
        </p>
      )}
      {unreachable.length === 0 ? null : (
        <div className="mt-1 text-xs">
          <p className="text-warn">▲ No request reaches:</p>
          {unreachable.slice(0, MOST_RULES).map(({ ref, path }) => (
            <ResourceLink key={`${ref.namespace}/${ref.name} ${path}`} of={ref} path={path} />
          ))}
        </div>
      )}
      {rivals.length === 0 ? null : (
        <div className="mt-1 text-xs">
          <p>Would decide instead, if older:</p>
          {rivals.slice(0, MOST_RULES).map((ref) => (
            <ResourceLink key={`${ref.namespace}/${ref.name}`} of={ref} />
          ))}
        </div>
      )}
    </>
  );
}
