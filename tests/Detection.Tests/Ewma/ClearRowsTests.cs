namespace Facilities.Detection.Tests.Ewma;

public sealed class ClearRowsTests
{
    [Theory]
    [InlineData(0, "Raised Cleared Raised Cleared Raised Cleared")]
    [InlineData(60, "Raised Cleared")]
    public void An_alarm_that_comes_back_within_the_clear_rows_is_the_same_finding(int clearRows, string kinds)
    {
        var rig = new Rig(Profiles.With(new VectorDefinition
        {
            Key = "v",
            Channels = [new VectorChannel("x")],
            TrainingRows = 400,
            ClearRows = clearRows,
        }));
        var random = new Random(1);
        for (var t = 0; t < 1000; t++)
        {
            var burst = t is >= 500 and < 620 && (t / 20 % 2) == 1;
            rig.At(t, ("x", random.NextDouble() + (burst ? 9 : 0)));
        }

        string.Join(' ', rig.Findings.Select(f => f.Kind).Where(k => k != FindingKind.Updated)).ShouldBe(kinds);
    }
}
