@echo off
rem Runs this project's command line: builds what is missing or stale, then starts Java.
rem The exit code is the program's own; 2 also when it could not be started.
rem
rem   JAVA_HOME        the JDK to use; without it, the java on the PATH
rem   CNN_JAVA_OPTS    more flags for the JVM, such as -Xmx4g
rem
rem No delayed expansion: it would eat the exclamation marks in arguments.

setlocal DisableDelayedExpansion
set "CNN_HOME=%~dp0"
set "CNN_TARGET=%CNN_HOME%target"
set "CNN_WANTED=Install a JDK 17 or newer and put it on the PATH, or set JAVA_HOME to it."

rem --- which Java ---

if not defined JAVA_HOME goto java_on_path
set "CNN_JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%CNN_JAVA%" goto java_found
echo cnn: JAVA_HOME is "%JAVA_HOME%", but there is no bin\java.exe in it. %CNN_WANTED%>&2
exit /b 2

:java_on_path
set "CNN_JAVA="
for %%I in (java.exe) do set "CNN_JAVA=%%~$PATH:I"
if defined CNN_JAVA goto java_found
echo cnn: no Java found: JAVA_HOME is not set and there is no java on the PATH. %CNN_WANTED%>&2
exit /b 2

:java_found
rem The release file costs nothing; Java itself is asked only where there is none.
set "CNN_VERSION="
for %%I in ("%CNN_JAVA%") do set "CNN_RELEASE=%%~dpI..\release"
if exist "%CNN_RELEASE%" for /f "tokens=2 delims==" %%V in ('findstr /b /c:"JAVA_VERSION=" "%CNN_RELEASE%"') do set "CNN_VERSION=%%~V"
if not defined CNN_VERSION for /f "tokens=3" %%V in ('call "%CNN_JAVA%" -version 2^>^&1 ^| findstr /c:" version "') do set "CNN_VERSION=%%~V"
if not defined CNN_VERSION (
  echo cnn: "%CNN_JAVA%" does not say its version. %CNN_WANTED%>&2
  exit /b 2
)
for /f "tokens=1,2 delims=.-+_" %%A in ("%CNN_VERSION%") do (
  set "CNN_MAJOR=%%A"
  if "%%A"=="1" set "CNN_MAJOR=%%B"
)
if %CNN_MAJOR% lss 17 (
  echo cnn: Java %CNN_VERSION% at "%CNN_JAVA%" is too old. %CNN_WANTED%>&2
  exit /b 2
)

rem --- building ---

call :stale
if %ERRORLEVEL% equ 0 goto run

if not exist "%CNN_TARGET%" mkdir "%CNN_TARGET%"
rem Two builds in one folder would write over one another. A lock older than an hour is a dead build's.
set "CNN_TOLD="
:lock
mkdir "%CNN_TARGET%\cnn.lock" 2>nul && goto locked
if not exist "%CNN_TARGET%\cnn.lock" (
  echo cnn: a build is needed, but "%CNN_TARGET%" cannot be written to>&2
  exit /b 2
)
if not defined CNN_TOLD echo cnn: waiting for another build in this folder. If there is none, remove "%CNN_TARGET%\cnn.lock".>&2
set "CNN_TOLD=yes"
powershell -NoProfile -NonInteractive -Command "Start-Sleep 1; $l = Get-Item $env:CNN_TARGET\cnn.lock -ErrorAction SilentlyContinue; if ($l -and $l.CreationTimeUtc -lt [DateTime]::UtcNow.AddHours(-1)) { Remove-Item $l }"
goto lock

:locked
rem Whoever held the lock before may have built already.
if defined CNN_TOLD (
  call :stale
  if not errorlevel 1 goto built
)
if exist "%CNN_TARGET%\cnn.classpath" (echo Building...>&2) else (echo Building ^(the first run downloads up to 400 MB^)...>&2)
rem The stamp is as old as the build's start: what is edited meanwhile is built next time.
>"%CNN_TARGET%\cnn.stamp.new" echo %CNN_HOME%
pushd "%CNN_HOME%"
call "%CNN_HOME%mvnw.cmd" -B -ntp -DskipTests -pl cnn-compare -am package >"%CNN_TARGET%\cnn-build.log" 2>&1 <nul
set "CNN_BUILD=%ERRORLEVEL%"
popd
if not "%CNN_BUILD%"=="0" (
  powershell -NoProfile -NonInteractive -Command "Select-String -Path $env:CNN_TARGET\cnn-build.log -Pattern '^\[ERROR\] .', '^\[WARNING\] .*\.java:' | Select-Object -Last 30 -ExpandProperty Line">&2
  echo cnn: the build failed. The first run needs the network. The whole log: "%CNN_TARGET%\cnn-build.log">&2
  rmdir "%CNN_TARGET%\cnn.lock"
  exit /b 2
)
move /y "%CNN_TARGET%\cnn.stamp.new" "%CNN_TARGET%\cnn.stamp" >nul
rem Once more, for the file of arguments.
call :stale
:built
rmdir "%CNN_TARGET%\cnn.lock"

rem --- the JVM ---

:run
rem Idle threads of the native code that spin make it several times slower on a busy machine.
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=passive"
set "CNN_FLAGS=--add-modules jdk.incubator.vector -Xshare:auto -XX:+UseG1GC -Dfile.encoding=UTF-8"
if %CNN_MAJOR% geq 24 set "CNN_FLAGS=%CNN_FLAGS% --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
"%CNN_JAVA%" %CNN_FLAGS% %CNN_JAVA_OPTS% "@%CNN_TARGET%\cnn.args" cnn.compare.cli.Main %*
exit /b %ERRORLEVEL%

:stale
rem Exit code 1 if a build is needed. Only PowerShell can tell which files are newer than another. It also checks that
rem every jar is there, and that the checkout was not moved or copied since it was built. Lastly it writes the class path
rem to a file of arguments, because it is longer than a command line may be; there a backslash in quotes counts twice.
powershell -NoProfile -NonInteractive -Command ^
 "$ErrorActionPreference = 'Stop'; try { Set-Location -LiteralPath $env:CNN_HOME;" ^
 "$stamp = Get-Item target\cnn.stamp; $built = $stamp.LastWriteTimeUtc;" ^
 "if ((Get-Content $stamp.FullName -TotalCount 1).Trim() -ne $env:CNN_HOME) { exit 1 };" ^
 "$jars = ($env:CNN_HOME + 'cnn-compare\target\cnn-compare.jar;' + (Get-Content target\cnn.classpath -Raw).Trim());" ^
 "foreach ($jar in $jars.Split(';')) { if (-not (Test-Path -LiteralPath $jar)) { exit 1 } };" ^
 "$files = @(Get-Item pom.xml, *\pom.xml) + @(Get-ChildItem *\src\main, experiments -Recurse);" ^
 "if ($files | Where-Object { $_.LastWriteTimeUtc -gt $built } | Select-Object -First 1) { exit 1 };" ^
 "$quote = [string][char]34; $arguments = '-cp ' + $quote + $jars.Replace('\', '\\') + $quote;" ^
 "[IO.File]::WriteAllText($env:CNN_TARGET + '\cnn.args', $arguments); exit 0 } catch { exit 1 }"
exit /b %ERRORLEVEL%
