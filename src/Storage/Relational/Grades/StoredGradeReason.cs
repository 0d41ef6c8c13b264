using Facilities.Domain.Grades;

namespace Facilities.Storage.Relational.Grades;

/// <summary>A cause of a grade as it was stored.</summary>
/// <param name="Text">Canonical form of a coded text.</param>
/// <param name="Points">How many it took.</param>
/// <param name="Most">What it can take.</param>
/// <param name="Links">Some of the facts counted.</param>
public sealed record StoredGradeReason(string Text, double Points, double Most, IReadOnlyList<GradeLink> Links)
{
    public static StoredGradeReason Of(GradeReason reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return new StoredGradeReason(reason.Text.ToString(), reason.Points, reason.Most, reason.Links);
    }

    public GradeReason Reason() => new(Domain.CodedText.Parse(Text), Points, Most, Links);
}
