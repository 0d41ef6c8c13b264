using System.Text.Json;
using Facilities.Simulator.Faults;
using Facilities.Simulator.Plans;

namespace Facilities.Simulator.Tests.Assets;

public class TemplateTests
{
    public static TheoryData<string> Types => [.. AssetTypes.Simulated];

    public static TheoryData<string, FaultKind> FaultsOfTypes
    {
        get
        {
            var data = new TheoryData<string, FaultKind>();
            foreach (var type in AssetTypes.Simulated)
            {
                foreach (var scenario in ScenarioCatalog.All.Where(scenario => scenario.AppliesTo(type))) data.Add(type, scenario.Kind);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(FaultsOfTypes))]
    public void Every_value_of_a_faulty_asset_fits_a_point_of_its_template(string type, FaultKind kind)
    {
        var template = Template.Of(type);
        var asset = Recording.Of(type, TimeSpan.FromHours(14), faults: [Recording.Fault(kind, TimeSpan.FromHours(8), TimeSpan.FromHours(1), TimeSpan.FromHours(5))]);

        foreach (var (_, payload) in asset.Messages)
        {
            using var json = JsonDocument.Parse(payload);
            template.Complaint(json.RootElement.GetProperty("values")).ShouldBeNull();
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_point_of_a_template_is_sent_within_a_year_except_the_named_ones(string type)
    {
        // Sent by others: the load generator's counter, an intercom's and a jockey pump's own controller, a diesel set.
        string[] exempt = ["seq", "intercom_call", "jockey_run", "diesel_batt_v", "fuel_pct"];
        var asset = Recording.Of(type, type == AssetTypes.EmergencyLight ? TimeSpan.FromDays(32) : TimeSpan.FromHours(26));

        Template.Of(type).Keys.Except(exempt).Except(asset.Keys).ShouldBeEmpty();
    }
}
