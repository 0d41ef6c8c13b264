using System.Globalization;
using Facilities.Ingest.Commands.Evaluation.Injected;

namespace Facilities.EndToEnd_Tests;

/// <summary>One recording of every fault, recorded and judged as the full set is (docs/detection.md): what is found must not get less unnoticed.</summary>
public sealed class InjectedFaults_Tests(InjectedSeed seed) : IClassFixture<InjectedSeed>
{
    [Fact]
    public void Every_fault_of_one_seed_is_found_in_time_with_hardly_a_false_alarm()
    {
        var all = InjectedEvaluation.Run(seed.Folder);

        var (urgent, slow) = (Line("all P1 and P2"), Line("all P3 and P4"));
        var late = string.Join('\n', all.Rowless.Where(file => file.Figures[1] == "0").Select(file => file.Name));
        (urgent.Faults + slow.Faults).ShouldBeGreaterThan(60);
        urgent.InTime.ShouldBe(urgent.Faults, late);
        (slow.Faults - slow.InTime).ShouldBeLessThanOrEqualTo(1, late);
        (urgent.False + slow.False).ShouldBeLessThanOrEqualTo(1);

        (int Faults, int InTime, int False) Line(string name)
        {
            var figures = all.Totals.Single(line => line.Name == name).Figures;
            return (Number(figures[0]), Number(figures[1]), Number(figures[5]));
        }

        static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }
}
