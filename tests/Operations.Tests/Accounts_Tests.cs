using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations.Access;
using Facilities.Storage.Relational.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests;

public sealed class Accounts_Tests
{
    [Fact]
    public async Task A_new_account_has_a_password_that_counts_once_and_is_kept_as_its_hash()
    {
        await using var site = await TestSite.StartAsync();
        var boss = await FirmAdminAsync(site);

        var made = await site.Get<Accounts>().CreateAsync(boss, new AccountDraft("Zhang.San", "张三", Role.Crew, "", null), default);

        var user = await site.ReadAsync(db => db.Users.SingleAsync(item => item.UserName == "Zhang.San"));
        user.OrganisationId.ShouldBe(boss.Actor.Organisation);
        user.NameEn.ShouldBe("张三");
        user.MustChangePassword.ShouldBeTrue();
        made.Password.Length.ShouldBe(19);
        new PasswordHasher<AppUser>().VerifyHashedPassword(user, user.PasswordHash!, made.Password).ShouldBe(PasswordVerificationResult.Success);
        (await site.Get<UserQueries>().ListAsync(boss, Paging.First, default)).Items.Single(row => row.Id == made.Id).State.ShouldBe(AccountState.OneTimePassword);
        (await CodeAsync(() => site.Get<Accounts>().CreateAsync(boss, new AccountDraft("ZHANG.san", "张", Role.Crew, null, null), default))).ShouldBe(OperationCodes.AccountTaken);
        (await CodeAsync(() => site.Get<Accounts>().CreateAsync(boss, new AccountDraft("张三", "张", Role.Crew, null, null), default))).ShouldBe(OperationCodes.AccountName);
        (await CodeAsync(() => site.Get<Accounts>().CreateAsync(boss, new AccountDraft("li", " ", Role.Crew, null, null), default))).ShouldBe(OperationCodes.FieldInvalid);
        var entry = await site.ReadAsync(db => db.AuditEntries.SingleAsync(item => item.Subject == "account"));
        (entry.Action, entry.SubjectId).ShouldBe(("Create", made.Id.ToString()));
        entry.Detail.ToString().ShouldNotContain("Zhang", Case.Insensitive, "names are personal fields");
    }

    [Fact]
    public async Task A_firms_administrator_reaches_neither_another_firm_nor_administrators()
    {
        await using var site = await TestSite.StartAsync();
        var boss = await FirmAdminAsync(site);
        var colleague = await site.AddUserAsync("boss2", Role.FirmAdmin, boss.Actor.Organisation);
        var accounts = site.Get<Accounts>();

        (await CodeAsync(() => accounts.CreateAsync(boss, new AccountDraft("li", "李", Role.Crew, null, site.LiftFirm), default))).ShouldBe(RuleCodes.AccountOrganisation);
        (await CodeAsync(() => accounts.CreateAsync(boss, new AccountDraft("li", "李", Role.Regulator, null, null), default))).ShouldBe(RuleCodes.AccountRole);
        (await CodeAsync(() => accounts.LockAsync(boss, site.Crew.User!.Value, default))).ShouldBe(OperationCodes.NotFound, "of another firm");
        (await CodeAsync(() => accounts.LockAsync(boss, colleague.User!.Value, default))).ShouldBe(RuleCodes.AccountRole);
        (await CodeAsync(() => accounts.LockAsync(boss, boss.User!.Value, default))).ShouldBe(RuleCodes.AccountOwn);
        (await CodeAsync(() => accounts.MoveAsync(boss, site.Dispatcher.User!.Value, new AccountPlace(Role.Admin, null), default))).ShouldBe(RuleCodes.AccountRole);
        (await CodeAsync(() => accounts.MoveAsync(site.Admin, site.Dispatcher.User!.Value, new AccountPlace(Role.Insurer, boss.Actor.Organisation), default))).ShouldBe(RuleCodes.AccountOrganisation);
        (await CodeAsync(() => accounts.ResetPasswordAsync(site.Manager, site.Dispatcher.User!.Value, default))).ShouldBe(RuleCodes.RightMissing);
        (await accounts.ChoicesAsync(boss, default)).Organisations.ShouldHaveSingleItem().Id.ShouldBe(boss.Actor.Organisation!.Value);
        (await site.ReadAsync(db => db.AuditEntries.CountAsync(item => item.Subject == "account"))).ShouldBe(0);
    }

    [Fact]
    public async Task Whatever_is_done_ends_sessions_and_tokens_and_stands_in_the_chain()
    {
        await using var site = await TestSite.StartAsync();
        var boss = await FirmAdminAsync(site);
        var (id, accounts) = (boss.User!.Value, site.Get<Accounts>());
        var token = await site.Get<ApiTokens>().CreateAsync(boss, new ApiTokenDraft("meter", [TokenScope.ReadFaults], 30), default);
        var before = await StampAsync();

        await accounts.LockAsync(site.Admin, id, default);

        (await site.Get<Callers>().FindAsync(id.ToString(), default)).ShouldBeNull();
        (await site.Get<ApiTokens>().FindAsync(token.Token, default)).State.ShouldBe(ApiTokenState.Revoked);
        var locked = await StampAsync();
        locked.ShouldNotBe(before);
        (await CodeAsync(() => accounts.UnlockAsync(boss, site.Dispatcher.User!.Value, default))).ShouldBe(RuleCodes.RightMissing, "he is locked himself");

        await accounts.UnlockAsync(site.Admin, id, default);
        await accounts.MoveAsync(site.Admin, id, new AccountPlace(Role.Crew, site.LiftFirm), default);
        await accounts.ResetPasswordAsync(site.Admin, id, default);

        var now = (await site.Get<Callers>().FindAsync(id.ToString(), default))!;
        (now.Role, now.Actor.Organisation).ShouldBe((Role.Crew, site.LiftFirm));
        (await StampAsync()).ShouldNotBe(locked);
        (await site.ReadAsync(db => db.AuditEntries.Where(item => item.Subject == "account").OrderBy(item => item.Number).Select(item => item.Action).ToListAsync()))
            .ShouldBe(["Lock", "Unlock", "Move", "PasswordReset"]);

        Task<string?> StampAsync() => site.ReadAsync(db => db.Users.Where(item => item.Id == id.Value).Select(item => item.SecurityStamp).SingleAsync());
    }

    [Fact]
    public async Task Two_administrators_who_lock_each_other_at_once_leave_one()
    {
        await using var site = await TestSite.StartAsync();
        var other = await site.AddUserAsync("admin2", Role.Admin, null);
        var accounts = site.Get<Accounts>();

        var codes = await Task.WhenAll(Task.Run(() => TryAsync(site.Admin, other)), Task.Run(() => TryAsync(other, site.Admin)));

        codes.Order().ShouldBe([null, RuleCodes.RightMissing]);

        async Task<string?> TryAsync(Caller actor, Caller target)
        {
            try
            {
                await accounts.LockAsync(actor, target.User!.Value, default);
                return null;
            }
            catch (RuleViolation refused)
            {
                return refused.Code;
            }
        }
    }

    [Fact]
    public async Task An_erased_account_stays_as_it_is()
    {
        await using var site = await TestSite.StartAsync();
        var person = site.Crew2.User!.Value;
        await site.Get<Facilities.Operations.Audit.PersonalErasure>().EraseAsync(site.Admin, person, "asked for it", default);

        (await CodeAsync(() => site.Get<Accounts>().ResetPasswordAsync(site.Admin, person, default))).ShouldBe(OperationCodes.AccountErased);
        (await site.Get<UserQueries>().ListAsync(site.Admin, Paging.First, default)).Items.Single(row => row.Id == person).ShouldSatisfyAllConditions(
            row => row.State.ShouldBe(AccountState.Erased),
            row => row.MayChange.ShouldBeFalse());
    }

    private static Task<Caller> FirmAdminAsync(TestSite site) => site.AddUserAsync("boss", Role.FirmAdmin, site.Dispatcher.Actor.Organisation);

    private static async Task<string> CodeAsync(Func<Task> act) => (await Should.ThrowAsync<RuleViolation>(act)).Code;
}
