using System.Text;
using Facilities.Ingest.Commands.Complaints;
using Facilities.Simulator.Complaints;

namespace Facilities.EndToEnd_Tests;

/// <summary>How well hotline records are understood, on a seed that tuning never saw: below these borders something broke (docs/complaints.md has the figures of a larger set).</summary>
public sealed class ComplaintMatching_Tests
{
    [Fact]
    public void Labelled_records_of_a_reported_seed_are_understood_as_well_as_written_down()
    {
        using var folder = new TempFolder();
        var set = new DirectoryInfo(folder.File("set"));
        LabelledSet.Write(set, 4_000, 60, 1_017, Encoding.UTF8, new DateTime(2026, 11, 1), _ => { }, default);

        var score = ComplaintEvaluation.Run(set);

        score.Records.ShouldBe(4_000);
        score.TopicAccuracy.ShouldBeGreaterThan(0.8);
        score.Sites.Precision.ShouldBeGreaterThan(0.95);
        score.Sites.RecallOfTold.ShouldBeGreaterThan(0.9);
        score.Assets.Precision.ShouldBeGreaterThan(0.93);
        score.Assets.RecallOfTold.ShouldBeGreaterThan(0.65);
    }
}
