using Facilities.Domain.Access;

namespace Facilities.Domain.Insurance;

/// <summary>What one side of a claim wrote to the other, with its papers. Immutable; (claim, <see cref="Number"/>) is unique.</summary>
public sealed class ClaimLetter
{
    /// <summary>Longest <see cref="Words"/>.</summary>
    public const int MaximumWords = 4_000;

    /// <summary>Of one letter.</summary>
    public const int MaximumFiles = 10;

    /// <summary>Of one claim: more is a dispute for another place.</summary>
    public const int MaximumLetters = 200;

    private ClaimLetter()
    {
    }

    /// <param name="number">1, 2, … within the claim.</param>
    /// <param name="files">Digests of the claim's files.</param>
    /// <param name="insured">Who runs the claim's community, and who holds its policy.</param>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.ClaimRight"/>: neither side, or not this insurer's; <see cref="RuleCodes.ClaimInsured"/>: a firm that is none of the insured; <see cref="RuleCodes.ClaimLetterWords"/>, <see cref="RuleCodes.TooManyFiles"/>.</exception>
    public ClaimLetter(Claim claim, int number, string words, IReadOnlyList<string> files, Actor actor, IReadOnlyCollection<OrganisationId> insured, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(actor);
        if (Refusal(claim, actor, insured) is { } refusal) throw new RuleViolation(refusal);
        if (words.Trim().Length is 0 or > MaximumWords) throw new RuleViolation(RuleCodes.ClaimLetterWords, ("maximum", MaximumWords));
        if (files.Count > MaximumFiles) throw new RuleViolation(RuleCodes.TooManyFiles, ("maximum", MaximumFiles));
        ClaimId = claim.Id;
        Number = number;
        Words = words.Trim();
        Files = [.. files.Distinct(StringComparer.Ordinal)];
        UserId = actor.User;
        Role = actor.Role;
        OrganisationId = actor.Organisation;
        At = now;
    }

    public long Id { get; private set; }

    public ClaimId ClaimId { get; private set; }

    public int Number { get; private set; }

    public string Words { get; private set; } = "";

    /// <summary>SHA-256, lower case hex.</summary>
    public IReadOnlyList<string> Files { get; private set; } = [];

    public UserId? UserId { get; private set; }

    public Role Role { get; private set; }

    public OrganisationId? OrganisationId { get; private set; }

    public DateTimeOffset At { get; private set; }

    public ClaimSide From => Role == Role.Insurer ? ClaimSide.Insurer : ClaimSide.Insured;

    /// <summary>Why the actor may not write, or null: a manager of the insured may, and this claim's insurer once it was notified.</summary>
    /// <param name="insured">Who runs the claim's community, and who holds its policy.</param>
    public static CodedText? Refusal(Claim claim, Actor actor, IReadOnlyCollection<OrganisationId> insured)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(actor);
        if (!ClaimRights.IsSide(actor, insured)) return CodedText.Of(RuleCodes.ClaimInsured, ("action", "letter"));
        var may = actor.Role == Role.Firm || (actor.Role == Role.Insurer && actor.Organisation == claim.InsurerId && claim.State is not (ClaimState.Candidate or ClaimState.Checked));
        return may ? null : CodedText.Of(RuleCodes.ClaimRight, ("role", actor.Role), ("action", "letter"));
    }
}
