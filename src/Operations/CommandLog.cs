using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Faults;

namespace Facilities.Operations;

/// <summary>Remembers which actions were carried out, so that one that is sent again changes nothing. Keys belong to the person who chose them.</summary>
internal static class CommandLog
{
    /// <summary>Longest key a caller may choose.</summary>
    public const int MaximumKeyLength = 80;

    /// <summary>The answer given when the key was used, or null when it is new.</summary>
    /// <exception cref="RuleViolation">The key is too long or empty, or was used for something else.</exception>
    public static async Task<string?> FindAsync(FacilitiesDb db, Actor actor, string key, string subject, CancellationToken cancellationToken)
    {
        if (key.Length is 0 or > MaximumKeyLength) throw new RuleViolation(OperationCodes.FieldMissing, ("field", "key"));
        var known = await db.HandledCommands.FindAsync([Key(actor, key)], cancellationToken).ConfigureAwait(false);
        if (known is null) return null;
        if (known.Subject != subject) throw new RuleViolation(OperationCodes.KeyReused, ("subject", known.Subject));
        return known.Answer;
    }

    public static void Add(FacilitiesDb db, Actor actor, string key, string subject, string answer, DateTimeOffset now) =>
        db.HandledCommands.Add(new HandledCommand { Key = Key(actor, key), Subject = subject, Answer = answer, At = now });

    private static string Key(Actor actor, string key) => $"{actor.User?.Value ?? 0}:{key}";
}
