namespace Facilities.Operations.Notifications.Sending;

/// <summary>What became of one attempt.</summary>
/// <param name="Outcome">Whether it may be tried again.</param>
/// <param name="Code">A stable word or the receiver's own code, e.g. <c>timeout</c>, <c>http_503</c>, <c>errcode_45009</c>; empty when sent.</param>
/// <param name="Detail">The receiver's words as they came; <see cref="AnswerWords"/> makes of them what may be kept.</param>
/// <param name="RetryAfter">How long the receiver asks to be left alone.</param>
public sealed record SendResult(SendOutcome Outcome, string Code = "", string Detail = "", TimeSpan? RetryAfter = null)
{
    /// <summary>Longest <see cref="Code"/> kept.</summary>
    public const int CodeLength = 64;

    /// <summary>Longest <see cref="Detail"/> kept: enough for every vendor's sentence, too short for a page of HTML.</summary>
    public const int DetailLength = 300;

    public static SendResult Sent { get; } = new(SendOutcome.Sent);

    public bool IsSent => Outcome == SendOutcome.Sent;

    /// <summary>Worth another try.</summary>
    public static SendResult Again(string code, string detail = "", TimeSpan? retryAfter = null) => new(SendOutcome.Again, Cut(code), detail, retryAfter);

    /// <summary>The receiver's limit is reached; it is left alone for a while.</summary>
    public static SendResult TooMany(string code, string detail = "", TimeSpan? retryAfter = null) => new(SendOutcome.TooMany, Cut(code), detail, retryAfter);

    /// <summary>Another try would end the same.</summary>
    public static SendResult Never(string code, string detail = "") => new(SendOutcome.Never, Cut(code), detail);

    private static string Cut(string code) => code.Length <= CodeLength ? code : code[..CodeLength];
}
