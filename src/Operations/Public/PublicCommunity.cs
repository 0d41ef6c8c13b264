using Facilities.Operations.Grades;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Public;

/// <summary>What everybody may know of a community's facilities (三公开). No personal data: no names, no numbers of people, nobody's own words, no pictures.</summary>
/// <param name="Site">Its code in addresses.</param>
/// <param name="Name">Its name.</param>
/// <param name="District">Where it lies; null: not said.</param>
/// <param name="Subdistrict">Where it lies; null: not said.</param>
/// <param name="Households">0: not known.</param>
/// <param name="AsOf">When this was read.</param>
/// <param name="Rescues">Lifts with somebody trapped, now.</param>
/// <param name="Grades">The newest months first, with causes, without links.</param>
/// <param name="Inspections">Duties of the running month.</param>
/// <param name="Open">Open faults, the worst first, at most <see cref="PublicPages.MostFaults"/>.</param>
/// <param name="OpenCount">All of them.</param>
/// <param name="OverdueCount">Of these, past a limit.</param>
/// <param name="Repaired">Of the last 30 days, the newest first, at most <see cref="PublicPages.MostFaults"/>.</param>
/// <param name="RepairedCount">All of them.</param>
/// <param name="MeanRepair">Mean time from detection to repair of these; null: there are none.</param>
/// <param name="MeanStars">Mean of their ratings, 1–5; null: nobody rated.</param>
/// <param name="Insurance">Policies that hold now.</param>
/// <param name="Spending">The running quarter and the one before.</param>
public sealed record PublicCommunity(
    string Site, LocalizedName Name, LocalizedName? District, LocalizedName? Subdistrict, int Households, DateTimeOffset AsOf, IReadOnlyList<PublicRescue> Rescues, IReadOnlyList<GradeMonth> Grades,
    IReadOnlyList<PublicDuty> Inspections, IReadOnlyList<PublicFault> Open, int OpenCount, int OverdueCount, IReadOnlyList<PublicRepair> Repaired, int RepairedCount, TimeSpan? MeanRepair, double? MeanStars,
    IReadOnlyList<PublicPolicy> Insurance, IReadOnlyList<PublicSpending> Spending);
