using System.Security.Cryptography;

namespace Facilities.Operations.Access;

/// <summary>Random texts that people read off one screen and type into another: no 0/O, no 1/I; five bits a character.</summary>
public static class ReadableSecret
{
    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    public static string Of(int length) => RandomNumberGenerator.GetString(Alphabet, length);
}
