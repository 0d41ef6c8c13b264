using Facilities.Domain.Insurance;
using Facilities.Operations.Claims;

namespace Facilities.Dashboard.Api;

/// <summary>Body of an action on a claim.</summary>
/// <param name="Action">What to do.</param>
/// <param name="AmountFen">Agree: the amount in fen.</param>
/// <param name="Reason">Reject: a listed code.</param>
/// <param name="Note">Own words.</param>
internal sealed record ClaimActionBody(ClaimAction Action, long? AmountFen = null, string? Reason = null, string? Note = null)
{
    public ClaimCommand ToCommand(string key) => new() { Action = Action, Key = key, AmountFen = AmountFen, Reason = Reason, Note = Note };
}
