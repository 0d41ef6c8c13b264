using Facilities.Domain.Access;

namespace Facilities.Domain.Sampling;

/// <summary>A random sample of recorded inspections: announced with its rule and its seed, or with where and when the seed will be published, and drawn afterwards.</summary>
public sealed class Sample
{
    /// <summary>More a district's office doesn't check.</summary>
    public const int MaximumSize = 200;

    /// <summary>Longest seed or source, characters.</summary>
    public const int MaximumSeed = 200;

    /// <summary>How far ahead a seed's publication may lie.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(60);

    private Sample()
    {
    }

    /// <param name="number">Unique, e.g. <c>S-2026-0001</c>.</param>
    /// <param name="population">Items that the rule means now.</param>
    /// <param name="digest">Of them, by <see cref="SampleDrawing.DigestOf"/>.</param>
    /// <param name="seed">The seed itself, published with the announcement; null: it is published later.</param>
    /// <param name="seedSource">Where it will be published; asked for when there is none yet.</param>
    /// <param name="seedAt">When; the draw isn't possible before.</param>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>, <see cref="RuleCodes.SampleSize"/>, <see cref="RuleCodes.SampleSeed"/>, <see cref="RuleCodes.SampleSeedTime"/>.</exception>
    public Sample(string number, SampleRule rule, int size, int population, string digest, string? seed, string? seedSource, DateTimeOffset? seedAt, Actor actor, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(rule);
        RoleRights.Require(actor, Right.Supervise);
        if (size < 1 || size > Math.Min(MaximumSize, population)) throw new RuleViolation(RuleCodes.SampleSize, ("size", size), ("maximum", Math.Min(MaximumSize, population)));
        (Seed, SeedSource) = (Words(seed), Words(seedSource));
        if ((Seed is null) == (SeedSource is null)) throw new RuleViolation(RuleCodes.SampleSeed);
        if (SeedSource is not null && (seedAt is not { } at || at <= now || at > now + LongestWait)) throw new RuleViolation(RuleCodes.SampleSeedTime, ("days", (int)LongestWait.TotalDays));
        SeedAt = Seed is null ? seedAt!.Value : now;
        (Number, From, Until, Community, Firm, TemplateKey) = (number, rule.From, rule.Until, rule.Community, rule.Firm, rule.TemplateKey);
        (Size, Population, PopulationDigest) = (size, population, digest);
        (AnnouncedBy, OrganisationId, AnnouncedAt) = (actor.User, actor.Organisation, now);
    }

    public SampleId Id { get; private set; }

    public string Number { get; private set; } = "";

    /// <summary>The office that draws; only its people see the sample.</summary>
    public OrganisationId? OrganisationId { get; private set; }

    public UserId? AnnouncedBy { get; private set; }

    public DateTimeOffset AnnouncedAt { get; private set; }

    public DateOnly From { get; private set; }

    public DateOnly Until { get; private set; }

    public CommunityId? Community { get; private set; }

    public OrganisationId? Firm { get; private set; }

    public string? TemplateKey { get; private set; }

    public int Size { get; private set; }

    /// <summary>Items in the population when it was announced.</summary>
    public int Population { get; private set; }

    public string PopulationDigest { get; private set; } = "";

    /// <summary>Null until it is published.</summary>
    public string? Seed { get; private set; }

    public string? SeedSource { get; private set; }

    /// <summary>From when it may be drawn.</summary>
    public DateTimeOffset SeedAt { get; private set; }

    public SampleState State { get; private set; } = SampleState.Announced;

    public DateTimeOffset? EndedAt { get; private set; }

    public UserId? EndedBy { get; private set; }

    /// <summary>Hash of the audit entry of the announcement; null until drawn.</summary>
    public string? Announcement { get; private set; }

    public SampleRule Rule => new(From, Until, Community, Firm, TemplateKey);

    /// <summary>The life of a sample as one table; null: refused.</summary>
    public static SampleState? Next(SampleState state, SampleAction action) => (state, action) switch
    {
        (SampleState.Announced, SampleAction.Draw) => SampleState.Drawn,
        (SampleState.Announced, SampleAction.Withdraw) => SampleState.Withdrawn,
        _ => null,
    };

    /// <summary>Draws. The population must still be what was announced.</summary>
    /// <param name="seed">As published; null when it was announced itself.</param>
    /// <param name="announcement">Hash of the audit entry of the announcement.</param>
    /// <param name="population">Items that the rule means.</param>
    /// <returns>The items drawn, in order.</returns>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>, <see cref="RuleCodes.SampleTransition"/>, <see cref="RuleCodes.SampleSeed"/>, <see cref="RuleCodes.SampleTooEarly"/>,
    /// <see cref="RuleCodes.SamplePopulation"/>.</exception>
    public IReadOnlyList<int> Draw(string? seed, string announcement, IReadOnlyCollection<int> population, Actor actor, DateTimeOffset now)
    {
        RoleRights.Require(actor, Right.Supervise);
        var next = Require(SampleAction.Draw);
        if (now < SeedAt) throw new RuleViolation(RuleCodes.SampleTooEarly, ("at", SeedAt));
        var said = Words(seed);
        // What was announced can't be exchanged, and what wasn't must be told.
        if (Seed is null ? said is null : said is not null && said != Seed) throw new RuleViolation(RuleCodes.SampleSeed);
        if (SampleDrawing.DigestOf(population) != PopulationDigest) throw new RuleViolation(RuleCodes.SamplePopulation);
        Seed ??= said;
        (State, EndedAt, EndedBy, Announcement) = (next, now, actor.User, announcement);
        return SampleDrawing.Draw(Seed!, announcement, population, Size);
    }

    /// <summary>Calls it off; that it was announced stays in the audit chain.</summary>
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>, <see cref="RuleCodes.SampleTransition"/>.</exception>
    public void Withdraw(Actor actor, DateTimeOffset now)
    {
        RoleRights.Require(actor, Right.Supervise);
        (State, EndedAt, EndedBy) = (Require(SampleAction.Withdraw), now, actor.User);
    }

    private SampleState Require(SampleAction action) => Next(State, action) ?? throw new RuleViolation(RuleCodes.SampleTransition, ("sample_state", State), ("sample_action", action));

    private static string? Words(string? text)
    {
        var trimmed = text?.Trim();
        if (trimmed?.Length > MaximumSeed) throw new RuleViolation(RuleCodes.SampleSeed);
        return string.IsNullOrEmpty(trimmed) ? null : trimmed;
    }
}
