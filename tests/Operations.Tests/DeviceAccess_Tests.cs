using System.Text;
using Facilities.Domain;
using Facilities.Operations.Intake;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Intake;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests;

public sealed class DeviceAccess_Tests
{
    private static readonly DeviceAccessDraft Lift = new() { Site = "wanghai", Asset = "lift-1" };

    [Fact]
    public async Task A_secret_is_told_once_and_stored_as_a_hash()
    {
        await using var site = await TestSite.StartAsync();
        var devices = site.Get<DeviceAccessList>();
        var made = await devices.CreateAsync(site.Admin, Lift, default);
        (made.UserName, made.Secret.Length, made.ToString().Contains(made.Secret, StringComparison.Ordinal)).ShouldBe(("wanghai-lift-1", 32, false));

        var stored = await StoredAsync(site, made.Id);
        stored.SecretHash.ShouldNotContain(made.Secret);
        DeviceSecret.Matches(Encoding.UTF8.GetBytes(made.Secret), stored.SecretHash).ShouldBeTrue();
        var row = (await devices.ListAsync(site.Admin, new Paging(0, 10), default)).Items.ShouldHaveSingleItem();
        (row.Site, row.Asset, row.RevokedAt).ShouldBe(("wanghai", "lift-1", null));
        (await site.Get<Audit.AuditTrail>().VerifyAsync(null, null, default)).Holds.ShouldBeTrue();
    }

    [Fact]
    public async Task A_rotated_secret_works_beside_the_new_one_for_its_overlap_or_not_at_all()
    {
        await using var site = await TestSite.StartAsync();
        var devices = site.Get<DeviceAccessList>();
        var first = await devices.CreateAsync(site.Admin, Lift, default);
        var second = await devices.RotateAsync(site.Admin, first.Id, 24, default);
        var stored = await StoredAsync(site, first.Id);
        DeviceSecret.Matches(Encoding.UTF8.GetBytes(first.Secret), stored.OldHash!).ShouldBeTrue();
        DeviceSecret.Matches(Encoding.UTF8.GetBytes(second.Secret), stored.SecretHash).ShouldBeTrue();
        stored.OldUntil!.Value.ShouldBe(second.OldSecretUntil!.Value, TimeSpan.FromMilliseconds(1));

        await devices.RotateAsync(site.Admin, first.Id, 0, default);
        (await StoredAsync(site, first.Id)).OldHash.ShouldBeNull();
        await devices.RevokeAsync(site.Admin, first.Id, default);
        (await Should.ThrowAsync<RuleViolation>(() => devices.RotateAsync(site.Admin, first.Id, 1, default))).Reason.Code.ShouldBe(OperationCodes.NotFound);
    }

    [Fact]
    public async Task What_cant_be_is_refused_with_its_reason()
    {
        await using var site = await TestSite.StartAsync();
        var devices = site.Get<DeviceAccessList>();
        await devices.CreateAsync(site.Admin, Lift, default);
        async Task<string> RefusedAsync(Func<Task> asked) => (await Should.ThrowAsync<RuleViolation>(asked)).Reason.Code;
        (await RefusedAsync(() => devices.CreateAsync(site.Admin, Lift, default))).ShouldBe(OperationCodes.DeviceNameTaken);
        (await RefusedAsync(() => devices.CreateAsync(site.Admin, Lift with { Asset = "lift-99" }, default))).ShouldBe(OperationCodes.NotFound);
        (await RefusedAsync(() => devices.CreateAsync(site.Admin, new DeviceAccessDraft { Site = "nowhere" }, default))).ShouldBe(OperationCodes.NotFound);
        (await RefusedAsync(() => devices.CreateAsync(site.Admin, new DeviceAccessDraft { Asset = "lift-1" }, default))).ShouldBe(OperationCodes.FieldMissing);
        (await RefusedAsync(() => devices.CreateAsync(site.Admin, new DeviceAccessDraft(), default))).ShouldBe(OperationCodes.FieldMissing);
        (await RefusedAsync(() => devices.RotateAsync(site.Admin, 1, 169, default))).ShouldBe(OperationCodes.FieldInvalid);
        await Should.ThrowAsync<RuleViolation>(() => devices.ListAsync(site.Manager, new Paging(0, 10), default));
        await Should.ThrowAsync<RuleViolation>(() => devices.CreateAsync(site.Dispatcher, Lift, default));
    }

    private static async Task<DeviceCredential> StoredAsync(TestSite site, int id)
    {
        await using var db = await site.Get<IDbContextFactory<FacilitiesDb>>().CreateDbContextAsync();
        return await db.DeviceCredentials.SingleAsync(known => known.Id == id);
    }
}
