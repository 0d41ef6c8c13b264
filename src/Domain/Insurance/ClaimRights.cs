using Facilities.Domain.Access;
using static Facilities.Domain.Access.Role;
using static Facilities.Domain.Insurance.ClaimAction;

namespace Facilities.Domain.Insurance;

/// <summary>Who may do what to a claim: the service proposes, a person of the insured submits, the insurer decides.</summary>
public static class ClaimRights
{
    public static bool Has(Role role, ClaimAction action) => action switch
    {
        Propose or UpdateLoss => role is Role.System,
        Check or Notify or Withdraw or Appeal => role is Firm,
        Survey or Agree or Approve or Pay => role is Insurer,
        Close => role is Insurer or Role.System,
        Reject => role is Insurer or Firm,
        Comment => role is Firm or Insurer or Dispatcher or Regulator,
        _ => false,
    };

    /// <summary>Why <paramref name="actor"/> may not do it to this claim, or null. A firm drops only what isn't notified yet; an insurer acts only on its own policies and only once notified.</summary>
    public static CodedText? Refusal(Claim claim, ClaimAction action, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(actor);
        var notified = claim.State is not (ClaimState.Candidate or ClaimState.Checked);
        var allowed = Has(actor.Role, action)
            && (action != Reject || actor.Role == Insurer == notified)
            && (actor.Role != Insurer || actor.Organisation == claim.InsurerId);
        return allowed ? null : CodedText.Of(RuleCodes.ClaimRight, ("role", actor.Role), ("action", action));
    }

    /// <summary>Why the actor doesn't act for the insured, or null. Whoever maintains the equipment sees the claim and comments on it; it decides nothing about it.</summary>
    /// <param name="insured">Who runs the claim's community, and who holds its policy.</param>
    public static CodedText? InsuredRefusal(ClaimAction action, Actor actor, IReadOnlyCollection<OrganisationId> insured) =>
        action is Check or Notify or Withdraw or Appeal or Reject && !IsSide(actor, insured) ? CodedText.Of(RuleCodes.ClaimInsured, ("action", action)) : null;

    /// <summary>False: a firm that is none of the insured.</summary>
    internal static bool IsSide(Actor actor, IReadOnlyCollection<OrganisationId> insured)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(insured);
        return actor.Role != Firm || (actor.Organisation is { } own && insured.Contains(own));
    }

    /// <summary>What the actor may do now. For buttons; every method checks again.</summary>
    /// <param name="insured">Who runs the claim's community, and who holds its policy.</param>
    public static IReadOnlyList<ClaimAction> Allowed(Claim claim, Actor actor, IReadOnlyCollection<OrganisationId> insured) =>
        [.. Allowed(claim, actor).Where(action => InsuredRefusal(action, actor, insured) is null)];

    /// <summary>The same by role, state and insurer alone.</summary>
    public static IReadOnlyList<ClaimAction> Allowed(Claim claim, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return [.. Enum.GetValues<ClaimAction>().Where(action => ClaimTransitions.Next(claim.State, action) is not null && Refusal(claim, action, actor) is null)];
    }
}
