using System.Globalization;
using System.Net;

namespace Facilities.Dashboard.Tests.Api;

/// <summary>What the loop achieved leaves as it is shown.</summary>
[Collection(ApiCollection.Name)]
public sealed class EffectExport_Tests(ApiHost host)
{
    [Theory]
    [InlineData("Firm")]
    [InlineData("Community")]
    [InlineData("AssetType")]
    [InlineData("FaultMode")]
    public async Task The_file_has_a_line_for_each_row_with_the_same_numbers(string by)
    {
        var dispatcher = await host.AsAsync("dispatcher");
        var rows = (await dispatcher.GetAsync($"api/effect?by={by}")).GetProperty("rows").EnumerateArray().ToList();
        rows.ShouldNotBeEmpty();

        var file = await dispatcher.SendAsync(HttpMethod.Get, $"api/effect/csv?by={by}");

        (file.Status, file.MediaType).ShouldBe((HttpStatusCode.OK, "text/csv"));
        var lines = file.Text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(rows.Count + 1);
        var columns = lines[0].Split(',').Length;
        foreach (var (row, line) in rows.Zip(lines.Skip(1)))
        {
            var cells = line[(line.LastIndexOf('"') + 2)..].Split(',');
            cells.Length.ShouldBe(columns - 1, line);
            cells[0].ShouldBe(row.GetProperty("effect").GetProperty("faults").GetInt32().ToString(CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task Another_firm_gets_nothing_of_it()
    {
        var stranger = await host.AsAsync(ApiHost.Stranger);
        (await stranger.SendAsync(HttpMethod.Get, "api/effect/csv?by=AssetType")).Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1);
        var insurer = await host.AsAsync("insurer");
        (await insurer.SendAsync(HttpMethod.Get, "api/effect/csv")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }
}
