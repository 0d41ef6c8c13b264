using System.Globalization;
using System.Security.Cryptography;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations.Access;
using Microsoft.AspNetCore.DataProtection;

namespace Facilities.Operations.Inspections;

/// <summary>
/// Second signatures on somebody else's phone. A colleague proves with the account's own password, while there is a network, that it is he; the sealed ticket he gets for
/// that stands for his signature during a shift, so that two people can sign in a shaft. Thread-safe.
/// </summary>
public sealed class CoSigning(IDataProtectionProvider protection, SiteClock clock)
{
    /// <summary>How long a ticket is good for. Our default: a shift.</summary>
    public static readonly TimeSpan Shift = TimeSpan.FromHours(12);

    private readonly IDataProtector _seal = protection.CreateProtector("Facilities.CoSigning.v1");

    /// <summary>Gives a colleague whose account has been checked a ticket beside <paramref name="recorder"/>.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>; <see cref="RuleCodes.InspectionSigner"/>: it is he himself, or somebody of another organisation.</exception>
    public CoSigner Admit(Caller recorder, Caller colleague)
    {
        ArgumentNullException.ThrowIfNull(recorder);
        ArgumentNullException.ThrowIfNull(colleague);
        RoleRights.Require(recorder.Actor, Right.RecordInspection);
        RoleRights.Require(colleague.Actor, Right.RecordInspection);
        if (recorder.User is not { } self || colleague.User is not { } other || self == other || recorder.Actor.Organisation is null || recorder.Actor.Organisation != colleague.Actor.Organisation)
            throw new RuleViolation(RuleCodes.InspectionSigner);
        var until = clock.GetUtcNow() + Shift;
        var words = string.Create(CultureInfo.InvariantCulture, $"{self.Value} {other.Value} {until.ToUnixTimeMilliseconds()}");
        return new CoSigner(other, colleague.Name, _seal.Protect(words), until);
    }

    /// <summary>Whose signature a ticket stands for, beside this recorder and for work that ended then.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.InspectionSigner"/>: not ours, another's, or of an earlier shift.</exception>
    internal UserId Read(string ticket, Caller recorder, DateTimeOffset endedAt)
    {
        try
        {
            var parts = _seal.Unprotect(ticket).Split(' ').Select(part => long.Parse(part, CultureInfo.InvariantCulture)).ToArray();
            if (parts[0] == recorder.User?.Value && endedAt.ToUnixTimeMilliseconds() <= parts[2]) return new UserId((int)parts[1]);
        }
        catch (CryptographicException)
        {
            // Somebody made it up, or the key is gone.
        }

        throw new RuleViolation(RuleCodes.InspectionSigner);
    }
}
