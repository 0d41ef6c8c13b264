using System.Security.Cryptography;
using System.Text;
using Facilities.Domain.Access;
using Facilities.Operations.Access;
using Facilities.Storage.Relational.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Facilities.Dashboard.Access;

/// <summary>
/// A database without an administrator lets nobody in. The first one comes from the option <c>Admin:Password</c>, or from whoever reads the
/// one-time code off the console; it is valid for this run of the process and gone after use. Thread-safe.
/// </summary>
internal sealed class FirstRun(IServiceScopeFactory scopes) : IDisposable
{
    public const string AdministratorName = "admin";

    /// <summary>Option with the first administrator's password.</summary>
    public const string PasswordOption = "Admin:Password";

    private const int CodeLength = 12;

    /// <summary>A guess every now and then is a typo; more is an attack, and the code is replaced by silence until the next start.</summary>
    private const int MostWrongCodes = 10;

    private readonly SemaphoreSlim _creating = new(1, 1);
    private string? _code;
    private int _wrongCodes;

    public bool IsWaiting => _code is not null;

    /// <summary>Called once the database is there. Returns the code to print, or null when none is needed.</summary>
    /// <param name="configuredPassword">Value of <see cref="PasswordOption"/>, if it is given.</param>
    /// <exception cref="OptionsValidationException">The configured password is too weak.</exception>
    public async Task<string?> PrepareAsync(string? configuredPassword, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        if (await users.Users.AnyAsync(user => user.Role == Role.Admin, cancellationToken)) return null;
        if (!string.IsNullOrEmpty(configuredPassword))
        {
            var created = await users.CreateAsync(NewAdministrator(), configuredPassword);
            if (!created.Succeeded) throw new OptionsValidationException(PasswordOption, typeof(AppUser), created.Errors.Select(error => $"{PasswordOption}: {error.Description}"));
            return null;
        }

        return _code = ReadableSecret.Of(CodeLength);
    }

    public async Task<FirstRunOutcome> CreateAdministratorAsync(string code, string password)
    {
        await _creating.WaitAsync();
        try
        {
            if (_code is not { } expected) return FirstRunOutcome.WrongCode;
            if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(code.Trim().ToUpperInvariant()), Encoding.UTF8.GetBytes(expected)))
            {
                if (++_wrongCodes >= MostWrongCodes) _code = null;
                return FirstRunOutcome.WrongCode;
            }

            await using var scope = scopes.CreateAsyncScope();
            var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
            if (!(await users.CreateAsync(NewAdministrator(), password)).Succeeded) return FirstRunOutcome.WeakPassword;
            _code = null;
            return FirstRunOutcome.Created;
        }
        finally
        {
            _creating.Release();
        }
    }

    public void Dispose() => _creating.Dispose();

    private static AppUser NewAdministrator() => new()
    {
        UserName = AdministratorName,
        NameZh = "管理员",
        NameEn = "Administrator",
        Role = Role.Admin,
    };
}
