using Facilities.Domain;
using Facilities.Mqtt;
using Facilities.Operations.Intake;
using Facilities.Operations.Live;
using Facilities.Storage.Relational.Intake;
using Facilities.Storage.Relational.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Ingest.Tests.Dialects;

/// <summary>Whose row a device that waits has when several credentials use its name.</summary>
public sealed class Quarantine_Tests : DialectFacts
{
    [Fact]
    public async Task One_assets_credential_changes_no_row_of_the_gateways()
    {
        await CredentialsAsync();
        await SendAsync("gateway", "first");
        await SendAsync("light", "forged");
        var row = await RowAsync();
        (row.UserName, row.Messages, row.Fields.ShouldHaveSingleItem().Field).ShouldBe(("gateway", 1, "first"));
    }

    [Fact]
    public async Task The_gateway_takes_over_a_row_that_an_assets_credential_made()
    {
        await CredentialsAsync();
        await SendAsync("light", "forged");
        (await RowAsync()).UserName.ShouldBe("light");
        // Another asset's credential doesn't.
        await SendAsync("pump", "other");
        (await RowAsync()).Fields.ShouldHaveSingleItem().Field.ShouldBe("forged");
        await SendAsync("gateway", "first");
        var row = await RowAsync();
        (row.UserName, row.Messages, row.Fields.ShouldHaveSingleItem().Field).ShouldBe(("gateway", 1, "first"));
    }

    [Fact]
    public async Task In_one_read_of_the_journal_as_well()
    {
        await CredentialsAsync();
        await PublishAsync("light", "forged");
        await PublishAsync("gateway", "first");
        await PublishAsync("pump", "other");
        await SaveAsync();
        var row = await RowAsync();
        (row.UserName, row.Fields.ShouldHaveSingleItem().Field).ShouldBe(("gateway", "first"));
    }

    private async Task SendAsync(string user, string field)
    {
        await PublishAsync(user, field);
        await SaveAsync();
    }

    private Task<MqttPublishDecision> PublishAsync(string user, string field) => Rig.PublishAsync(
        "tele/plug-7/SENSOR", $$"""{"{{field}}":"?"}""", asset: user switch { "light" => "light-1", "pump" => "pump-1", _ => null }, user: user);

    private async Task SaveAsync()
    {
        await Rig.ReadAsync();
        Rig.Chunk.Quarantined.ShouldNotBeEmpty();
        var clock = new SiteClock(TimeProvider.System);
        await new IntakeLedger(Rig.Database.Writer, new ConsumerPositions(Rig.Database.Databases, Rig.Database.Writer, new JournalIdentity(""), clock), new LiveFeed(), clock).SaveAsync(Rig.Chunk, default);
    }

    private async Task<QuarantinedDevice> RowAsync()
    {
        await using var db = Rig.Database.Open();
        return await db.Quarantine.AsNoTracking().SingleAsync();
    }

    private async Task CredentialsAsync()
    {
        await using var db = Rig.Database.Open();
        foreach (var (user, asset) in new[] { ("gateway", ""), ("light", "light-1"), ("pump", "pump-1") })
            db.Add(new DeviceCredential { UserName = user, SecretHash = "", SiteCode = "yulan", AssetCode = asset, CreatedAt = TimeProvider.System.GetUtcNow() });
        await db.SaveChangesAsync();
    }
}
