namespace Facilities.Domain.Faults;

/// <summary>What a person adds to an action.</summary>
/// <param name="Note">Own words, at most <see cref="MaximumNoteLength"/> characters.</param>
/// <param name="Files">SHA-256 of stored files, lower case hex, at most <see cref="MaximumFiles"/>.</param>
/// <param name="At">When it happened, for an action that waited on a phone; null or in the future: now.</param>
public sealed record Attachments(string? Note = null, IReadOnlyList<string>? Files = null, DateTimeOffset? At = null)
{
    public const int MaximumNoteLength = 2_000;
    public const int MaximumFiles = 20;

    /// <summary>When the action happened; a phone's clock ahead of ours can't put it in the future.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.NoteTooLong"/>, <see cref="RuleCodes.TooManyFiles"/>.</exception>
    internal static DateTimeOffset Moment(Attachments? attachments, DateTimeOffset now)
    {
        if (attachments is null) return now;
        if (attachments.Note?.Length > MaximumNoteLength) throw new RuleViolation(RuleCodes.NoteTooLong, ("maximum", MaximumNoteLength));
        if (attachments.Files?.Count > MaximumFiles) throw new RuleViolation(RuleCodes.TooManyFiles, ("maximum", MaximumFiles));
        return attachments.At is { } at && at < now ? at : now;
    }
}
