using Facilities.Domain.Faults;

namespace Facilities.Domain.Grades;

/// <summary>
/// A community's grade of one month. A pure function of the facts; the same for every reader.
/// <code>
///   own = 100 − 30·F − 25·C − 30·I − 15·L                each in 0..1
///     F  1 − e^(−v/20)   v = P1×10 + P2×4 + P3 per 100 assets; an open fault in full, one that is over half as much after each 90 days
///     C  1 − e^(−v/5)    v = complaints per 1,000 households; repeated ×2, by the hotline ×2
///     I  1 − on time × proven
///     L  1 − e^(−v/5)    v = faults per 100 assets whose loop failed: a limit passed, came back, reporter not satisfied
///   score = w·own + (1 − w)·peers                        w = n / (n + 50 assets); never of a worse colour than own
///     peers  the other graded communities of the district by their assets, with 50 assets at 80 among them: a district of few says little
///   blue from 80, yellow from 60, red below; a veto makes red; too little seen: not graded, never blue
/// </code>
/// L is counted against the assets, not as a share of the faults: of a share, many trifles mended in time would hide the one that wasn't (ADR 66).
/// </summary>
public static class GradeScore
{
    /// <summary>From this score on blue.</summary>
    public const int BlueFrom = 80;

    /// <summary>From this score on yellow, below red.</summary>
    public const int YellowFrom = 60;

    /// <summary>Below this share of asset-days seen there is no score.</summary>
    public const double LeastCoverage = 0.5;

    /// <summary>A community of so many assets counts half by itself, half by its peers.</summary>
    public const double EvenAssets = 50;

    /// <summary>Links kept with a reason.</summary>
    public const int MostLinks = 10;

    private const double FaultPoints = 30;
    private const double ComplaintPoints = 25;
    private const double InspectionPoints = 30;
    private const double LoopPoints = 15;

    /// <summary>A fault that is over weighs half as much after it.</summary>
    public static readonly TimeSpan HalfLife = TimeSpan.FromDays(90);

    /// <summary>After four half-lives nothing counts any more.</summary>
    public static readonly TimeSpan Memory = 4 * HalfLife;

    /// <summary>How long a fire pump may be out of AUTO.</summary>
    public static readonly TimeSpan PumpPatience = TimeSpan.FromHours(24);

    /// <summary>How long after its deadline a P1 may still be open.</summary>
    public static readonly TimeSpan TopPatience = TimeSpan.FromHours(24);

    public static GradeResult Of(GradeFacts facts, double peers) => Settle(Own(facts), peers);

    /// <summary>What a community is held against.</summary>
    /// <param name="others">Own points and assets of the other graded communities of its district: its own aren't among them, so nothing that happens in it moves them.</param>
    public static double Peers(IEnumerable<(double Points, int Assets)> others)
    {
        ArgumentNullException.ThrowIfNull(others);
        var (points, assets) = (EvenAssets * BlueFrom, EvenAssets);
        foreach (var other in others) (points, assets) = (points + (other.Points * other.Assets), assets + other.Assets);
        return points / assets;
    }

    /// <summary>The community by itself.</summary>
    public static OwnScore Own(GradeFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        // By points, so that the largest stands first; summed in one order whatever the facts' was: the last bit must not decide a grade.
        var parts = new[] { Faults(facts), Complaints(facts), Inspections(facts.Inspections), Loop(facts) }.OrderByDescending(reason => reason.Points).ThenBy(reason => reason.Text.Code, StringComparer.Ordinal).Concat(Rules(facts.Complaints)).ToList();
        var vetoes = facts.Vetoes.GroupBy(veto => veto.Kind).OrderBy(group => group.Key)
            .Select(group => Reason(VetoCode(group.Key), 0, 0, Links(group.Select(veto => veto.Fact)), ("count", group.Count()))).ToList();
        if (facts.Assets == 0) return new OwnScore(null, 0, [Reason(ReasonCodes.GradeNoAssets, 0, 0, []), .. parts], vetoes);
        // NaN is no coverage.
        if (!(facts.Coverage >= LeastCoverage)) return new OwnScore(null, facts.Assets, [Unseen(facts.Coverage), .. parts], vetoes);
        return new OwnScore(Math.Clamp(100 - parts.Sum(reason => reason.Points), 0, 100), facts.Assets, parts, vetoes);
    }

    /// <summary>Holds it against its peers (<see cref="Peers"/>). Nobody is graded worse for his neighbours: being small saves, it doesn't cost a colour.</summary>
    public static GradeResult Settle(OwnScore own, double peers)
    {
        ArgumentNullException.ThrowIfNull(own);
        if (own.Points is not { } points) return new GradeResult(own.Vetoes.Count > 0 ? Grade.Red : Grade.NotGraded, null, own.Reasons, own.Vetoes);
        var (mean, weight) = (Math.Clamp(peers, 0, 100), Weight(own.Assets));
        var settled = Math.Max((weight * points) + ((1 - weight) * mean), Border(ByScore(Rounded(points))));
        var shrunk = Reason(ReasonCodes.GradeShrunk, points - settled, 0, [], ("own", Math.Round(points, 1)), ("peers", Math.Round(mean, 1)), ("assets", own.Assets), ("weight", Math.Round(weight, 2)));
        return new GradeResult(own.Vetoes.Count > 0 ? Grade.Red : ByScore(Rounded(settled)), Rounded(settled), [.. own.Reasons, shrunk], own.Vetoes);
    }

    /// <summary>How much a community of so many assets counts by itself, 0 to 1.</summary>
    public static double Weight(int assets) => assets / (assets + EvenAssets);

    public static Grade ByScore(int score) => score >= BlueFrom ? Grade.Blue : score >= YellowFrom ? Grade.Yellow : Grade.Red;

    private static double Border(Grade grade) => grade switch
    {
        Grade.Blue => BlueFrom,
        Grade.Yellow => YellowFrom,
        _ => 0,
    };

    private static int Rounded(double points) => (int)Math.Round(points, MidpointRounding.AwayFromZero);

    private static GradeReason Faults(GradeFacts facts)
    {
        var weighed = facts.Faults.Select(fault => (Fault: fault, Weight: Weight(fault))).Where(item => item.Weight > 0).OrderByDescending(item => item.Weight).ThenBy(item => item.Fault.Fact.Id).ToList();
        var burden = Per(100, weighed.Sum(item => item.Weight), facts.Assets);
        return Reason(ReasonCodes.GradeFaults, FaultPoints * Saturated(burden, 20), FaultPoints, Links(weighed.Select(item => item.Fault.Fact)), ("count", weighed.Count), ("burden", Math.Round(burden, 1)));
    }

    private static GradeReason Complaints(GradeFacts facts)
    {
        var weighed = facts.Complaints.Select(complaint => (complaint.Fact, Weight: (complaint.Hotline ? 2 : 1) * (complaint.Repeat ? 2 : 1))).OrderByDescending(item => item.Weight).ThenBy(item => item.Fact.Id).ToList();
        if (facts.Households == 0) return Reason(ReasonCodes.GradeComplaintsUncounted, 0, ComplaintPoints, Links(weighed.Select(item => item.Fact)), ("count", weighed.Count));
        var rate = Per(1_000, weighed.Sum(item => item.Weight), facts.Households);
        return Reason(ReasonCodes.GradeComplaints, ComplaintPoints * Saturated(rate, 5), ComplaintPoints, Links(weighed.Select(item => item.Fact)), ("count", weighed.Count), ("rate", Math.Round(rate, 1)));
    }

    /// <summary>By which rules records were believed: a later version may read them otherwise. Takes no points; nothing where a person said it of all.</summary>
    private static IEnumerable<GradeReason> Rules(IReadOnlyList<GradeComplaint> complaints)
    {
        var versions = complaints.Select(complaint => complaint.RulesVersion).OfType<int>().ToList();
        return versions.Count == 0 ? [] : [Reason(ReasonCodes.GradeComplaintRules, 0, 0, [], ("count", versions.Count), ("version", string.Join(", ", versions.Distinct().Order())))];
    }

    private static GradeReason Inspections(GradeInspections done) => Reason(
        ReasonCodes.GradeInspections, InspectionPoints * (1 - (done.OnTimeShare * done.ProvenShare)), InspectionPoints, Links(done.Doubted.Concat(done.Late)),
        ("due", done.Due), ("ontime", done.OnTime), ("proven", done.Proven), ("contradicted", done.Contradicted), ("share", Math.Round(100 * done.ProvenShare)));

    private static GradeReason Loop(GradeFacts facts)
    {
        var failed = facts.Faults.Where(fault => fault.LoopFailed).OrderBy(fault => fault.Severity).ThenBy(fault => fault.Fact.Id).ToList();
        return Reason(ReasonCodes.GradeLoop, LoopPoints * Saturated(Per(100, failed.Count, facts.Assets), 5), LoopPoints, Links(failed.Select(fault => fault.Fact)), ("count", failed.Count));
    }

    private static double Weight(GradeFault fault)
    {
        if (fault.SinceEnded >= Memory) return 0;
        var whole = fault.Severity switch
        {
            Severity.P1 => 10.0,
            Severity.P2 => 4,
            Severity.P3 => 1,
            _ => 0,
        };
        return whole * Math.Pow(0.5, Math.Max(0, fault.SinceEnded / HalfLife));
    }

    private static double Per(double unit, double sum, int of) => of == 0 ? 0 : unit * sum / of;

    /// <summary>0 for nothing, 63 % at <paramref name="scale"/>, towards 1.</summary>
    private static double Saturated(double value, double scale) => 1 - Math.Exp(-value / scale);

    private static string VetoCode(GradeVetoKind kind) => kind switch
    {
        GradeVetoKind.ExpiredInspection => ReasonCodes.GradeVetoInspection,
        GradeVetoKind.FirePumpNotAutomatic => ReasonCodes.GradeVetoPump,
        GradeVetoKind.FireLaneBlocked => ReasonCodes.GradeVetoLane,
        GradeVetoKind.TopFaultOverdue => ReasonCodes.GradeVetoOverdue,
        _ => ReasonCodes.GradeVetoRecord,
    };

    private static GradeReason Unseen(double? coverage) => coverage is { } share && !double.IsNaN(share)
        ? Reason(ReasonCodes.GradeUnseen, 0, 0, [], ("coverage", Math.Round(100 * share)), ("least", 100 * LeastCoverage))
        : Reason(ReasonCodes.GradeNeverSeen, 0, 0, []);

    private static IReadOnlyList<GradeLink> Links(IEnumerable<GradeLink> links) => [.. links.Take(MostLinks)];

    private static GradeReason Reason(string code, double points, double most, IReadOnlyList<GradeLink> links, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        new(CodedText.Of(code, parameters), points, most, links);
}
