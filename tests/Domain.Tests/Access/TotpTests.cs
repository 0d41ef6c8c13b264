using System.Text;
using Facilities.Domain.Access;

namespace Facilities.Domain.Tests.Access;

public sealed class TotpTests
{
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>RFC 6238, appendix B, SHA-1: the last six of its eight digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Gives_the_codes_of_the_standard(long second, string code)
    {
        var moment = DateTimeOffset.FromUnixTimeSeconds(second);

        Totp.CodeAt(Key, moment).ShouldBe(code);
        Totp.StepOf(Key, code, moment).ShouldBe(second / 30);
        Totp.StepOf(Key, code.Insert(3, " "), moment.AddSeconds(30)).ShouldBe(second / 30);
        Totp.StepOf(Key, code, moment.AddSeconds(61)).ShouldBeNull();
        Totp.StepOf(Key, code, moment.AddSeconds(-61)).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("28708")]
    [InlineData("2870822")]
    [InlineData("-87082")]
    [InlineData("２８７０８２")]
    [InlineData("abcdef")]
    public void Anything_else_is_no_code(string typed) => Totp.StepOf(Key, typed, DateTimeOffset.FromUnixTimeSeconds(59)).ShouldBeNull();

    [Fact]
    public void A_key_is_read_from_base_32()
    {
        Totp.Decode("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").ShouldBe(Key);
        Totp.Decode("gezdgnbvgy3tqojq").ShouldBe(Key[..10]);
        Totp.Decode("MY======").ShouldBe("f"u8.ToArray());
        Totp.Decode("01").ShouldBeNull();
    }

    [Fact]
    public void Every_token_scope_has_a_right_and_is_given_only_to_who_has_it()
    {
        foreach (var scope in Enum.GetValues<TokenScope>())
        {
            foreach (var role in Enum.GetValues<Role>()) TokenScopes.Of(role).Contains(scope).ShouldBe(RoleRights.Has(role, TokenScopes.RightOf(scope)), $"{role} {scope}");
        }

        TokenScopes.Of(Role.Resident).ShouldBe([TokenScope.ReportFaults]);
    }
}
